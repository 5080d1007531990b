package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed note (c2sp.org/signed-note): a text, an empty line, signature lines.
 *
 * @param text with its final line feed: what is signed
 */
public record SignedNote(Bytes text, List<Line> signatures) {

  /**
   * One signature line.
   *
   * @param keyId 4 bytes
   * @param signature what the key type makes of it; not empty
   */
  public record Line(String name, Bytes keyId, Bytes signature) {

    boolean by(VerifierKey key) {
      return name.equals(key.name()) && keyId.equals(key.id());
    }

    /** The line, without its LF. */
    public String encode() {
      return DASH + name + " " + Base64s.encode(Bytes.concat(keyId, signature));
    }

    private String text() {
      return encode() + "\n";
    }
  }

  /** What known keys say about a note. */
  public sealed interface Opening {

    /** At least one known key signed, and no signature of a known key is wrong. */
    record Opened(List<VerifierKey> signers) implements Opening {}

    /** Not to be trusted, and why. */
    record Refused(String reason) implements Opening {}
  }

  /** More than the 16 that every verifier must take, and no way to make us work for ever. */
  public static final int MAX_SIGNATURES = 100;

  private static final int MAX_LENGTH = 1 << 20;
  private static final String NAME = "signed note";
  private static final String DASH = "— ";

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** Takes a note apart; judges no signature. */
  public static SignedNote parse(Bytes note) throws MalformedInput {
    if (note.length() > MAX_LENGTH) {
      throw malformed("more than " + MAX_LENGTH + " bytes");
    }
    String s = NoteText.decode(NAME, note);
    int split = s.lastIndexOf("\n\n"); // the text may contain empty lines: the last one counts
    if (split < 0) {
      throw malformed("no empty line before signatures");
    }
    if (!s.endsWith("\n") || split + 2 == s.length()) {
      throw malformed("signature lines expected, each ended by a line feed");
    }
    String[] lines = s.substring(split + 2, s.length() - 1).split("\n", MAX_SIGNATURES + 1);
    if (lines.length > MAX_SIGNATURES) {
      throw malformed("more than " + MAX_SIGNATURES + " signatures");
    }
    List<Line> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(line(line));
    }
    return new SignedNote(Bytes.utf8(s.substring(0, split + 1)), signatures);
  }

  private static Line line(String line) throws MalformedInput {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw malformed("a signature line is a dash, a name and a signature");
    }
    String name = line.substring(DASH.length(), space);
    if (!NoteText.isName(name)) {
      throw malformed("not a key name in a signature line");
    }
    Bytes b = Base64s.decode(NAME, line.substring(space + 1));
    if (b.length() < 5) {
      throw malformed("a signature has more than its key id of 4 bytes");
    }
    return new Line(name, b.slice(0, 4), b.slice(4, b.length()));
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(NAME, -1, reason);
  }

  /**
   * Judges the signatures of known keys; those of others are ignored. One wrong signature of a
   * known key refuses the note, whatever else it carries.
   */
  public Opening open(Crypto crypto, List<VerifierKey> known) {
    List<VerifierKey> signers = new ArrayList<>();
    for (Line line : signatures) {
      for (VerifierKey key : known) {
        if (!line.by(key)) {
          continue;
        }
        if (!key.verifies(crypto, text, line.signature())) {
          return new Opening.Refused("the signature of the known key " + key.name() + " is wrong");
        }
        if (!signers.contains(key)) {
          signers.add(key);
        }
      }
    }
    return signers.isEmpty()
        ? new Opening.Refused("no known key signed")
        : new Opening.Opened(List.copyOf(signers));
  }

  /** The note as bytes. */
  public Bytes encode() {
    StringBuilder s = new StringBuilder("\n");
    signatures.forEach(l -> s.append(l.text()));
    return Bytes.concat(text, Bytes.utf8(s.toString()));
  }
}
