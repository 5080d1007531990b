package dev.attestry.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON object in the canonical form of our profile (design.md section 7: RFC 8785, integers
 * below 2^53, depth at most 16, at most 65,535 bytes), with its fields at hand. Much faster than
 * building a tree: an audit reads every entry of a log. Scanned once, with all that is nested in
 * it.
 *
 * <p>Fields are found fastest in their own order, which in canonical form is that of their names.
 * Not thread-safe.
 */
public final class JsonLine {

  /** The longest line: a log entry's length is written in 16 bits by tlog-tiles. */
  public static final int MAX_LENGTH = 65_535;

  /** The most fields that an object may have. */
  private static final int MAX_FIELDS = 4096;

  private static final int NONE = -1;

  /** What holds the line; all offsets are into this array. */
  private final byte[] in;

  private final int from;
  private final int to;
  private final Tape tape;

  /** The records of the fields: the first, and the one after the last. */
  private final int first;

  private final int end;

  /** The field that was found last: readers ask whether it is there before they ask what it is. */
  private String lastName = "";

  private int last;

  /** The one after it, which is mostly asked for next. */
  private int next;

  private JsonLine(byte[] in, int from, int to, Tape tape, int first, int end) {
    this.in = in;
    this.from = from;
    this.to = to;
    this.tape = tape;
    this.first = first;
    this.end = end;
    this.last = first;
    this.next = first;
  }

  /** Reads all of the bytes. */
  public static JsonLine read(String structure, Bytes bytes) throws MalformedInput {
    return read(structure, bytes, 0, bytes.length());
  }

  /** Reads a range, without a copy. */
  public static JsonLine read(String structure, Bytes bytes, int from, int to)
      throws MalformedInput {
    return read(structure, bytes, from, to, Texts.in(bytes));
  }

  /**
   * As above, one of many lines.
   *
   * @param texts of the same bytes
   */
  public static JsonLine read(String structure, Bytes bytes, int from, int to, Texts texts)
      throws MalformedInput {
    requireLength(structure, bytes, from, to, MAX_LENGTH);
    if (!texts.isOf(bytes)) {
      throw new IllegalArgumentException("texts of other bytes");
    }
    Tape tape = new Tape(texts);
    int start = bytes.start();
    new CanonicalScanner(structure, bytes.array(), start + from, start + to, tape).object();
    JsonLine line = new JsonLine(bytes.array(), start + from, start + to, tape, 0, tape.end());
    if (tape.records() > MAX_FIELDS && line.size() > MAX_FIELDS) {
      throw new MalformedInput(structure, 0, "more than " + MAX_FIELDS + " fields");
    }
    return line;
  }

  /**
   * Reads a range that is an array of such objects and nothing else.
   *
   * @param atMost the longest range
   */
  public static List<JsonLine> readAll(String structure, Bytes bytes, int from, int to, int atMost)
      throws MalformedInput {
    requireLength(structure, bytes, from, to, atMost);
    Tape tape = new Tape(Texts.in(bytes));
    int start = bytes.start();
    new CanonicalScanner(structure, bytes.array(), start + from, start + to, tape).array();
    return elements(bytes.array(), start + from, start + to, tape, 0)
        .orElseThrow(() -> new MalformedInput(structure, 0, "an array of objects expected"));
  }

  private static void requireLength(String structure, Bytes bytes, int from, int to, int atMost)
      throws MalformedInput {
    if (from < 0 || from > to || to > bytes.length()) {
      throw new IndexOutOfBoundsException("range " + from + ".." + to);
    }
    if (to - from > atMost) {
      throw new MalformedInput(
          structure, 0, "at most " + atMost + " bytes expected, not " + (to - from));
    }
  }

  /** The names of the fields, ascending. */
  public List<String> names() {
    List<String> out = new ArrayList<>();
    for (int r = first; r < end; r = tape.after(r)) {
      out.add(CanonicalScanner.unescape(in, tape.nameFrom(r), tape.nameTo(r)));
    }
    return out;
  }

  public boolean has(String name) {
    return find(name) != NONE;
  }

  /** How many fields there are. */
  public int size() {
    int n = 0;
    for (int r = first; r < end; r = tape.after(r)) {
      n++;
    }
    return n;
  }

  /** Whether the value of a field is exactly this literal: {@code null}, {@code true}. */
  public boolean is(String name, String literal) {
    int r = find(name);
    byte[] bytes = Names.utf8(literal);
    return r != NONE
        && Arrays.equals(in, tape.valueFrom(r), tape.valueTo(r), bytes, 0, bytes.length);
  }

  /** The texts of a field that is an array of strings and nothing else. */
  public Optional<List<String>> texts(String name) {
    int r = find(name);
    if (r == NONE || firstByte(r) != '[') {
      return Optional.empty();
    }
    List<String> out = new ArrayList<>();
    int at = tape.valueFrom(r) + 1;
    int close = tape.valueTo(r) - 1;
    while (at < close) {
      if (in[at] != '"') {
        return Optional.empty();
      }
      int next = skipString(at);
      out.add(tape.texts().at(at + 1, next - 1).value());
      at = next + 1; // the comma
    }
    return Optional.of(out);
  }

  /** The offset after a string that was scanned. */
  private int skipString(int start) {
    int i = start + 1;
    while (in[i] != '"') {
      i += in[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** The value of a field as it stands there. */
  public Optional<Bytes> raw(String name) {
    int r = find(name);
    return r == NONE
        ? Optional.empty()
        : Optional.of(Bytes.of(in, tape.valueFrom(r), tape.valueTo(r) - tape.valueFrom(r)));
  }

  /** The text of a field that is a string. */
  public Optional<String> text(String name) {
    return known(name).map(Texts.Text::value);
  }

  /** As {@link #text}, with what is known of it. */
  public Optional<Texts.Text> known(String name) {
    int r = find(name);
    return r == NONE || firstByte(r) != '"'
        ? Optional.empty()
        : Optional.of(tape.texts().at(tape.valueFrom(r) + 1, tape.valueTo(r) - 1));
  }

  /** The bytes of a field that is a string in canonical base64; empty if it is no string. */
  public Optional<Bytes> base64(String structure, String name) throws MalformedInput {
    int r = find(name);
    return r == NONE || firstByte(r) != '"'
        ? Optional.empty()
        : Optional.of(Base64s.decode(structure, in, tape.valueFrom(r) + 1, tape.valueTo(r) - 1));
  }

  /** The value of a field that is an integer. */
  public OptionalLong integer(String name) {
    int r = find(name);
    if (r == NONE || firstByte(r) != '-' && (firstByte(r) < '0' || firstByte(r) > '9')) {
      return OptionalLong.empty();
    }
    boolean minus = firstByte(r) == '-';
    long n = 0;
    for (int i = tape.valueFrom(r) + (minus ? 1 : 0); i < tape.valueTo(r); i++) {
      n = 10 * n + in[i] - '0'; // below 2^53, as the scanner saw to
    }
    return OptionalLong.of(minus ? -n : n);
  }

  /** The value of a field that is an object. */
  public Optional<JsonLine> object(String name) {
    int r = find(name);
    return r == NONE || firstByte(r) != '{' ? Optional.empty() : Optional.of(value(in, tape, r));
  }

  /** The objects of a field that is an array of objects and nothing else. */
  public Optional<List<JsonLine>> objects(String name) {
    int r = find(name);
    return r == NONE || firstByte(r) != '['
        ? Optional.empty()
        : elements(in, tape.valueFrom(r), tape.valueTo(r), tape, tape.inner(r));
  }

  /** The elements of an array at a range; empty if one of them is no object. */
  private static Optional<List<JsonLine>> elements(
      byte[] in, int from, int to, Tape tape, int first) {
    List<JsonLine> out = new ArrayList<>();
    int r = first;
    int at = from + 1;
    while (at < to - 1) {
      if (in[at] != '{') {
        return Optional.empty();
      }
      out.add(value(in, tape, r));
      at = tape.valueTo(r) + 1; // the comma
      r = tape.after(r);
    }
    return Optional.of(out);
  }

  private static JsonLine value(byte[] in, Tape tape, int r) {
    return new JsonLine(in, tape.valueFrom(r), tape.valueTo(r), tape, tape.inner(r), tape.after(r));
  }

  /** The line as bytes. */
  public Bytes bytes() {
    return Bytes.of(in, from, to - from);
  }

  private int firstByte(int record) {
    return in[tape.valueFrom(record)];
  }

  /** The record of a field. Names asked for are without escapes. */
  @SuppressWarnings("ReferenceEquality") // a short cut for literals only
  private int find(String name) {
    if (name == lastName) {
      return last;
    }
    byte[] wanted = Names.utf8(name);
    int r = search(wanted, next, end);
    if (r == NONE) {
      r = search(wanted, first, next);
    }
    if (r != NONE) {
      last = r;
      lastName = name;
      next = tape.after(r);
    }
    return r;
  }

  private int search(byte[] name, int start, int stop) {
    for (int r = start; r < stop; r = tape.after(r)) {
      if (Arrays.equals(in, tape.nameFrom(r), tape.nameTo(r), name, 0, name.length)) {
        return r;
      }
    }
    return NONE;
  }
}
