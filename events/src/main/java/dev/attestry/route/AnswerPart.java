package dev.attestry.route;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.EOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of an answer as the guest script prints it ({@code docs/guest.md}): a header line, then
 * base64.
 *
 * @param number from 1
 * @param count of all parts
 * @param length of the whole answer in bytes, compressed as it is
 * @param digest SHA-256 of that
 */
record AnswerPart(int number, int count, int length, Bytes digest, Bytes bytes) {

  private static final String STRUCTURE = "part of an answer";
  private static final Pattern HEADER =
      Pattern.compile(
          "attestry-evidence/1 ([1-9][0-9]{0,2})/([1-9][0-9]{0,2})"
              + " ([1-9][0-9]{0,6})/([1-9][0-9]{0,6}) ([0-9a-f]{64})");

  /**
   * Reads one.
   *
   * @throws EOFException if it ends early: its end was lost on the way
   */
  static AnswerPart parse(String text) throws MalformedInput, EOFException {
    int end = text.indexOf('\n');
    if (end < 0) {
      // Nothing at all, or a header that was cut, for all that one can tell.
      throw new EOFException("the output ended in its header");
    }
    Matcher m = HEADER.matcher(text.substring(0, end));
    if (!m.matches()) {
      throw new MalformedInput(STRUCTURE, 0, "no header of the guest script");
    }
    String digits = text.substring(end + 1).strip();
    int announced = Integer.parseInt(m.group(3));
    if (digits.length() < (announced + 2) / 3 * 4) {
      throw new EOFException("the output ended early");
    }
    Bytes bytes = Base64s.decode(STRUCTURE, digits);
    if (bytes.length() != announced) {
      throw new MalformedInput(STRUCTURE, end, announced + " bytes announced, others found");
    }
    return new AnswerPart(
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(4)),
        Bytes.ofHex(m.group(5)),
        bytes);
  }
}
