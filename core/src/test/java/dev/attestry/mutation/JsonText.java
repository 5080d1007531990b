package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import java.util.Set;

/** What a byte of a JSON text belongs to; the text is a good one. */
final class JsonText {

  private JsonText() {}

  /** White space between tokens. */
  static boolean space(Bytes json, int at) {
    return " \t\r\n".indexOf(json.u8(at)) >= 0 && string(json.latin1(), at) < 0;
  }

  /** A line feed within a text, as the two characters that JSON writes for it. */
  static boolean lineFeed(Bytes json, int at) {
    String text = json.latin1();
    return string(text, at) >= 0 && (text.startsWith("\\n", at) || text.startsWith("\\n", at - 1));
  }

  /** The name of a member, one of these, without its quotation marks. */
  static boolean name(Bytes json, int at, Set<String> names) {
    String text = json.latin1();
    int from = string(text, at);
    if (from < 0) {
      return false;
    }
    int end = end(text, from);
    return names.contains(text.substring(from + 1, end))
        && text.substring(end + 1).stripLeading().startsWith(":");
  }

  /** The value of a member, one of these: a text without its quotation marks, or a number. */
  static boolean value(Bytes json, int at, Set<String> names) {
    String text = json.latin1();
    int from = string(text, at);
    if (from < 0) {
      from = at;
      while (from > 0 && "0123456789.-+eE".indexOf(text.charAt(from)) >= 0) {
        from--;
      }
      from++;
    }
    String before = text.substring(0, from).stripTrailing();
    if (from > at || !before.endsWith(":")) {
      return false;
    }
    String name = before.substring(0, before.length() - 1).stripTrailing();
    int end = name.length() - 1;
    return end > 0 && names.contains(name.substring(name.lastIndexOf('"', end - 1) + 1, end));
  }

  /** Where the string begins that a byte is within; negative outside strings and at their marks. */
  private static int string(String text, int at) {
    for (int from = text.indexOf('"'); from >= 0 && from < at; ) {
      int end = end(text, from);
      if (at < end) {
        return from;
      }
      from = text.indexOf('"', end + 1);
    }
    return -1;
  }

  private static int end(String text, int from) {
    int i = from + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
