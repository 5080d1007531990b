package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the header of a commit line by line; every word in its one canonical form. */
final class HeaderLines {

  private static final String STRUCTURE = "commit header";

  private final List<String> lines;
  private int at;
  private int offset;

  private HeaderLines(List<String> lines) {
    this.lines = lines;
  }

  /** The lines of a header that ends with an LF. */
  static HeaderLines of(Bytes header) throws MalformedInput {
    String text = strictUtf8(STRUCTURE, header);
    return new HeaderLines(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
  }

  /** chain §1.1: a commit is UTF-8. */
  static String strictUtf8(String structure, Bytes bytes) throws MalformedInput {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.readOnly()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedInput(structure, -1, "not well-formed UTF-8");
    }
  }

  /** Whether the next line begins with a word. */
  boolean nextIs(String word) {
    return at < lines.size()
        && (lines.get(at).equals(word) || lines.get(at).startsWith(word + " "));
  }

  /** The next line's words after the first one, which is given; {@code count} of them. */
  String[] words(String first, int count) throws MalformedInput {
    String line = next();
    String[] words = line.split(" ", -1);
    if (!words[0].equals(first) || words.length != count + 1) {
      throw malformed("\"" + first + "\" and " + count + " words expected");
    }
    return words;
  }

  /** The whole next line. */
  String next() throws MalformedInput {
    if (at == lines.size()) {
      throw malformed("a line is missing");
    }
    String line = lines.get(at++);
    offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
    return line;
  }

  void end() throws MalformedInput {
    if (at != lines.size()) {
      throw malformed("a line too many");
    }
  }

  /** Offset of the byte after the last line that was read. */
  int offset() {
    return offset;
  }

  /** chain §1.1: decimal without leading zeros; below 2^53 as all our integers. */
  long decimal(String word) throws MalformedInput {
    boolean digits = !word.isEmpty() && word.length() <= 16;
    for (int i = 0; digits && i < word.length(); i++) {
      digits = word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    if (!digits || word.length() > 1 && word.charAt(0) == '0') {
      throw malformed("a decimal number without leading zeros expected");
    }
    long n = Long.parseLong(word);
    if (n > Limits.MAX_INTEGER) {
      throw malformed("a number below 2^53 expected");
    }
    return n;
  }

  /** Canonical base64 of so many bytes. */
  Bytes base64(String word, int length) throws MalformedInput {
    Bytes b = Base64s.decode(STRUCTURE, word);
    if (b.length() != length) {
      throw malformed(length + " bytes in base64 expected, " + b.length() + " found");
    }
    return b;
  }

  MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, offset, "line " + at + ": " + reason);
  }
}
