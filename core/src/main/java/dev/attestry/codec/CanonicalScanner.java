package dev.attestry.codec;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON and accepts only the canonical form (RFC 8785) of our profile: what {@link Jcs}
 * would write. Builds nothing but a {@link Tape} of where fields and objects stand.
 */
final class CanonicalScanner {

  static final int MAX_DEPTH = 16;

  private static final long LIMIT = 1L << 53;

  private final String structure;
  private final byte[] in;
  private final int from;
  private final int end;
  private final Tape tape;

  /** Whether the string scanned last is ASCII without escapes. */
  private boolean simple;

  CanonicalScanner(String structure, byte[] in, int from, int end, Tape tape) {
    this.structure = structure;
    this.in = in;
    this.from = from;
    this.end = end;
    this.tape = tape;
  }

  /** One object and nothing else. */
  void object() throws MalformedInput {
    finish(object(from, 1));
  }

  /** One array and nothing else. */
  void array() throws MalformedInput {
    expect(from, '[');
    finish(array(from, 1));
  }

  private void finish(int to) throws MalformedInput {
    if (to != end) {
      throw malformed(to, "bytes after the value");
    }
  }

  private int object(int start, int depth) throws MalformedInput {
    int at = expect(start, '{');
    if (depth > MAX_DEPTH) {
      throw malformed(start, "nested deeper than " + MAX_DEPTH);
    }
    if (peek(at) == '}') {
      return at + 1;
    }
    int lastFrom = -1;
    int lastTo = -1;
    boolean lastSimple = true;
    while (true) {
      int nameFrom = at + 1;
      simple = true;
      int nameEnd = string(at);
      int nameTo = nameEnd - 1;
      if (lastFrom >= 0 && !ascending(lastFrom, lastTo, nameFrom, nameTo, lastSimple && simple)) {
        throw malformed(at, "names ascend by their UTF-16 code units, each once");
      }
      lastFrom = nameFrom;
      lastTo = nameTo;
      lastSimple = simple;
      int valueFrom = expect(nameEnd, ':');
      int record = tape.open(nameFrom, nameTo, valueFrom);
      at = value(valueFrom, depth);
      tape.close(record, at);
      if (peek(at) == '}') {
        return at + 1;
      }
      at = expect(at, ',');
    }
  }

  private int array(int start, int depth) throws MalformedInput {
    if (depth > MAX_DEPTH) {
      throw malformed(start, "nested deeper than " + MAX_DEPTH);
    }
    int at = start + 1;
    if (peek(at) == ']') {
      return at + 1;
    }
    while (true) {
      if (peek(at) == '{') {
        int record = tape.open(at, at, at);
        at = object(at, depth + 1);
        tape.close(record, at);
      } else {
        at = value(at, depth);
      }
      if (peek(at) == ']') {
        return at + 1;
      }
      at = expect(at, ',');
    }
  }

  /**
   * @param depth of the array or object that the value stands in
   */
  private int value(int at, int depth) throws MalformedInput {
    return switch (peek(at)) {
      case '"' -> string(at);
      case '{' -> object(at, depth + 1);
      case '[' -> array(at, depth + 1);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      default -> number(at);
    };
  }

  private int literal(int at, String word) throws MalformedInput {
    for (int i = 0; i < word.length(); i++) {
      expect(at + i, word.charAt(i));
    }
    return at + word.length();
  }

  /** An integer of magnitude below 2^53, without plus, leading zeros or minus zero. */
  private int number(int start) throws MalformedInput {
    int at = peek(start) == '-' ? start + 1 : start;
    int first = at;
    long n = 0;
    while (at < end && in[at] >= '0' && in[at] <= '9') {
      n = n * 10 + in[at] - '0';
      at++;
      if (n >= LIMIT) {
        throw malformed(start, "integers below 2^53 only");
      }
    }
    if (at == first) {
      throw malformed(start, "a JSON value expected");
    }
    if (in[first] == '0' && (at > first + 1 || first > start)) {
      throw malformed(start, "an integer has no leading zero and no minus zero");
    }
    return at;
  }

  /** Returns the offset after the closing quote. */
  private int string(int start) throws MalformedInput {
    int at = expect(start, '"');
    while (true) {
      at = skipPlain(at);
      int c = peek(at);
      if (c == '"') {
        return at + 1;
      } else if (c == '\\') {
        simple = false;
        at = escape(at);
      } else if (c >= 0x80) {
        simple = false;
        at = multibyte(at);
      } else if (c < 0x20) {
        throw malformed(at, c < 0 ? "a string does not end" : "a control character is not escaped");
      } else {
        at++;
      }
    }
  }

  /** Steps over eight bytes at a time as long as all are ASCII that stands for itself. */
  private int skipPlain(int at) {
    int i = at;
    while (i + 8 <= end) {
      long stop = Swar.unplain(Swar.load(in, i));
      if (stop != 0) {
        return i + Swar.first(stop);
      }
      i += 8;
    }
    return i;
  }

  /**
   * RFC 8785 §3.2.2.2: each character has one form; only controls and the two marks are escaped.
   */
  private int escape(int at) throws MalformedInput {
    switch (peek(at + 1)) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> {
        return at + 2;
      }
      case 'u' -> {
        int high = hex(at + 4);
        int low = hex(at + 5);
        boolean zeros = peek(at + 2) == '0' && peek(at + 3) == '0';
        int c = high << 4 | low;
        if (zeros && high >= 0 && low >= 0 && c < 0x20 && "\b\f\n\r\t".indexOf(c) < 0) {
          return at + 6;
        }
      }
      default -> {}
    }
    throw malformed(at, "an escape that the canonical form does not have");
  }

  private int hex(int at) {
    int c = peek(at);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private int multibyte(int at) throws MalformedInput {
    int n = Utf8.sequence(in, at, end);
    if (n == 0) {
      throw malformed(at, "not well-formed UTF-8");
    }
    return at + n;
  }

  /** RFC 8785 §3.2.3: by UTF-16 code units, which for plain ASCII are the bytes. */
  private boolean ascending(int aFrom, int aTo, int bFrom, int bTo, boolean ascii) {
    if (!ascii) {
      return unescape(in, aFrom, aTo).compareTo(unescape(in, bFrom, bTo)) < 0;
    }
    int a = aFrom;
    int b = bFrom;
    while (a < aTo && b < bTo && in[a] == in[b]) {
      a++;
      b++;
    }
    return b < bTo && (a == aTo || in[a] < in[b]);
  }

  /** The text of a string that was scanned, without its quotes. */
  static String unescape(byte[] in, int from, int to) {
    String raw = new String(in, from, to - from, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      char escape = c == '\\' ? raw.charAt(i + 1) : 0;
      switch (escape) {
        case 0 -> out.append(c);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> out.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
        default -> out.append(escape);
      }
      i += escape == 0 ? 1 : escape == 'u' ? 6 : 2;
    }
    return out.toString();
  }

  private int expect(int at, char c) throws MalformedInput {
    if (peek(at) != c) {
      throw malformed(at, "'" + c + "' expected");
    }
    return at + 1;
  }

  /** The byte at an offset, -1 at the end. */
  private int peek(int at) {
    return at < end ? in[at] & 0xff : -1;
  }

  private MalformedInput malformed(int at, String reason) {
    return new MalformedInput(structure, at - from, reason);
  }
}
