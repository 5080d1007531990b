package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;

/**
 * From what a challenge was made, so that anyone recomputes it (design, section 5).
 *
 * @param commit the standing commit it was issued on
 * @param size leaves of the log after that commit
 * @param salt 16 random bytes
 * @param recipe how it was put into the signed slot: the label of a recipe
 */
public record ChallengeReference(long commit, long size, Bytes salt, String recipe) {

  private static final Shape SALT = Shape.of("[0-9a-f]", 32, 32);

  static ChallengeReference read(Fields f) throws MalformedInput {
    long commit = f.count("commit");
    String recipe = f.text("recipe", Limits.WORD);
    Bytes salt = Bytes.ofHex(f.text("salt", SALT));
    return new ChallengeReference(commit, f.count("size"), salt, recipe);
  }

  void write(JcsWriter entry) {
    entry.object(
        "challenge",
        o ->
            o.put("commit", commit)
                .put("recipe", recipe)
                .put("salt", salt.hex())
                .put("size", size));
  }
}
