package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/**
 * A commit object taken apart at the seams that all versions share (chain §2.6): header, the one
 * signature line, and the start of the body.
 *
 * @param object the whole object
 * @param header the signed text, through the LF before the first empty line
 * @param frozen the frozen lines of the header
 * @param signature the signature line
 * @param bodyStart offset of the first body line
 */
record Envelope(
    Bytes object,
    Bytes header,
    CommitHeader.Frozen frozen,
    SignedNote.Line signature,
    int bodyStart) {

  private static final String STRUCTURE = "commit";

  static Envelope parse(Bytes object) throws MalformedInput {
    if (object.length() > Limits.MAX_COMMIT) {
      throw new MalformedInput(STRUCTURE, 0, "more than 8 MiB");
    }
    int headerEnd = emptyLine(object, 0, Limits.MAX_HEADER);
    int signatureEnd = lineEnd(object, headerEnd + 1);
    Bytes header = object.slice(0, headerEnd);
    if (signatureEnd + 1 >= object.length() || object.u8(signatureEnd + 1) != '\n') {
      throw new MalformedInput(STRUCTURE, signatureEnd, "one signature line expected");
    }
    // Header, empty line and signature line are a signed note.
    SignedNote note = SignedNote.parse(object.slice(0, signatureEnd + 1));
    return new Envelope(
        object,
        header,
        CommitHeader.frozen(HeaderLines.of(header)),
        note.signatures().get(0),
        signatureEnd + 2);
  }

  /** The first body line, without its LF: the place of a carried key document. */
  Bytes firstLine() throws MalformedInput {
    return object.slice(bodyStart, lineEnd(object, bodyStart));
  }

  /** Offset of the LF that is the first empty line. */
  private static int emptyLine(Bytes b, int from, int atMost) throws MalformedInput {
    int end = Math.min(b.length() - 1, from + atMost);
    for (int i = from; i < end; i++) {
      if (b.u8(i) == '\n' && b.u8(i + 1) == '\n') {
        return i + 1;
      }
    }
    throw new MalformedInput(
        STRUCTURE, end, "no empty line after a header of at most 65,535 bytes");
  }

  /** Offset of the LF that ends the line. */
  static int lineEnd(Bytes b, int from) throws MalformedInput {
    int end = Math.min(b.length(), from + Limits.MAX_LINE + 1);
    int at = b.indexOf('\n', from, end);
    if (at < 0) {
      throw new MalformedInput(STRUCTURE, from, "no LF within 65,535 bytes");
    }
    return at;
  }
}
