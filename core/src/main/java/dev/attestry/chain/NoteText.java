package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What c2sp.org/signed-note asks of the characters of a note. */
final class NoteText {

  private NoteText() {}

  /** Non-empty, no white space of any script, no plus sign. */
  static boolean isName(String s) {
    return !s.isEmpty()
        && s.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || c < 0x20
                        || c == 0x7f
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c));
  }

  /** UTF-8 without control characters below 0x20 other than the line feed. */
  static String decode(String structure, Bytes bytes) throws MalformedInput {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.u8(i) < 0x20 && bytes.u8(i) != '\n') {
        throw new MalformedInput(structure, i, "control character");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.readOnly()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedInput(structure, -1, "not well-formed UTF-8");
    }
  }

  /** A decimal number from 0 to 2^63-1 in its one form. */
  static long decimal(String structure, String s) throws MalformedInput {
    boolean digits =
        !s.isEmpty() && s.length() <= 19 && s.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || s.length() > 1 && s.charAt(0) == '0') {
      throw new MalformedInput(structure, -1, "a decimal number without leading zeros expected");
    }
    try {
      return Long.parseLong(s);
    } catch (NumberFormatException e) {
      throw new MalformedInput(structure, -1, "a number below 2^63 expected");
    }
  }
}
