package dev.attestry.codec;

import java.util.regex.Pattern;

/**
 * The one exception of all parsers: these bytes are not what they are said to be. Everything that a
 * parser can meet in its input ends in a value or in this.
 */
public final class MalformedInput extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~§…]");

  private final String structure;
  private final long offset;
  private final String reason;

  /**
   * @param structure what was being read, in the words of its specification
   * @param offset byte offset in that structure where it went wrong; -1 where no offset is known
   * @param reason what was expected and what was found; never raw attester text
   */
  public MalformedInput(String structure, long offset, String reason) {
    this(structure, plain(reason), offset);
  }

  private MalformedInput(String structure, String plain, long offset) {
    super(structure + (offset >= 0 ? " at byte " + offset : "") + ": " + plain);
    this.structure = structure;
    this.offset = offset;
    this.reason = plain;
  }

  /** Messages of libraries quote their input: one line, printable, bounded, whatever it held. */
  private static String plain(String reason) {
    String s = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) + "..." : reason;
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) < ' ' || s.charAt(i) > '~') {
        return UNPRINTABLE.matcher(s).replaceAll("?");
      }
    }
    return s; // nearly all
  }

  public String structure() {
    return structure;
  }

  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
