package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of JSON and the owners' signatures below it, in the form of a signed note (chain §1.7,
 * §1.8). Stricter than a note: every signature line must be an owner's and hold.
 *
 * @param json the line, without its LF
 * @param signatures in the order they stand
 */
record OwnerSigned(Bytes json, List<SignatureLine> signatures) {

  private static final int MAX_SIGNATURES = 16;

  /** {@code — name base64(key id, signature)}. */
  record SignatureLine(String name, Bytes keyId, Bytes signature) {

    static SignatureLine parse(String structure, String line) throws MalformedInput {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || !words[0].equals("\u2014")) {
        throw new MalformedInput(structure, -1, "a signature line expected");
      }
      Bytes b = Base64s.decode(structure, words[2]);
      if (b.length() < 5) {
        throw new MalformedInput(structure, -1, "key id and signature expected");
      }
      return new SignatureLine(words[1], b.slice(0, 4), b.slice(4, b.length()));
    }

    static String encode(String name, Bytes keyId, Bytes signature) {
      return "\u2014 " + name + " " + Base64s.encode(Bytes.concat(keyId, signature));
    }

    /** Whether the line is this key's and its signature over the text holds. */
    boolean holds(VerifierKey key, Bytes text, Crypto crypto) {
      return name.equals(key.name())
          && keyId.equals(key.keyId())
          && key.verifies(crypto, text, signature);
    }
  }

  OwnerSigned {
    signatures = List.copyOf(signatures);
  }

  static OwnerSigned parse(String structure, Bytes note) throws MalformedInput {
    String[] lines = HeaderLines.strictUtf8(structure, note).split("\n", -1);
    if (lines.length < 4
        || lines.length > MAX_SIGNATURES + 3
        || !lines[1].isEmpty()
        || !lines[lines.length - 1].isEmpty()) {
      throw new MalformedInput(
          structure, -1, "one line, an empty line and 1 to 16 signature lines expected");
    }
    List<SignatureLine> signatures = new ArrayList<>();
    for (int i = 2; i < lines.length - 1; i++) {
      signatures.add(SignatureLine.parse(structure, lines[i]));
    }
    return new OwnerSigned(Bytes.utf8(lines[0]), signatures);
  }

  /** Whether at least {@code threshold} owners signed, none twice, and nobody else. */
  boolean holds(List<VerifierKey> owners, int threshold, Crypto crypto) {
    Bytes text = text(json);
    Set<String> signed = new HashSet<>();
    for (SignatureLine line : signatures) {
      Optional<VerifierKey> owner =
          owners.stream().filter(o -> o.name().equals(line.name)).findFirst();
      if (owner.isEmpty()
          || !signed.add(line.name)
          || !line.holds(owner.get(), text, crypto)) {
        return false;
      }
    }
    return signed.size() >= threshold;
  }

  /** Signs a line of JSON by each of the owners given. */
  static Bytes sign(Bytes json, List<Signer> owners) throws IOException {
    Bytes text = text(json);
    StringBuilder out = new StringBuilder("\n");
    for (Signer s : owners) {
      VerifierKey key = s.key();
      out.append(SignatureLine.encode(key.name(), key.keyId(), s.sign(text))).append('\n');
    }
    return Bytes.concat(text, Bytes.utf8(out.toString()));
  }

  private static Bytes text(Bytes json) {
    return Bytes.concat(json, Bytes.of('\n'));
  }
}
