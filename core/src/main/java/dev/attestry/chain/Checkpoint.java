package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/**
 * The text of a checkpoint (c2sp.org/tlog-checkpoint), read strictly.
 *
 * @param extension further lines, each ended by a line feed; our own public checkpoints have none
 */
public record Checkpoint(String origin, long size, Bytes root, String extension) {

  private static final String NAME = "checkpoint";

  /** The note text, with its final line feed and without signatures. */
  public static Checkpoint parse(Bytes text) throws MalformedInput {
    String s = NoteText.decode(NAME, text);
    String[] lines = s.split("\n", 4);
    if (lines.length < 4 || !s.endsWith("\n")) {
      throw malformed("origin, size and root expected, each line ended by a line feed");
    }
    if (lines[0].isEmpty()) {
      throw malformed("the origin is empty");
    }
    long size = NoteText.decimal(NAME, lines[1]);
    Bytes root = Base64s.decode(NAME, lines[2]);
    if (root.length() != 32) {
      throw malformed("a root has 32 bytes, " + root.length() + " found");
    }
    if (lines[3].startsWith("\n") || lines[3].contains("\n\n")) {
      throw malformed("an extension line is empty");
    }
    return new Checkpoint(lines[0], size, root, lines[3]);
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(NAME, -1, reason);
  }

  /** The three lines, and the extension. */
  public Bytes text() {
    return Bytes.utf8(origin + "\n" + size + "\n" + Base64s.encode(root) + "\n" + extension);
  }
}
