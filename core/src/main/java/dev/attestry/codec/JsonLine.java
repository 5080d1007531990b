package dev.attestry.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON object in the canonical form of our profile (design.md section 7: RFC 8785, integers
 * below 2^53, depth at most 16, at most 65,535 bytes), with its outermost fields at hand. Much
 * faster than building a tree: an audit reads every entry of a log.
 */
public final class JsonLine {

  /** The longest line: a log entry's length is written in 16 bits by tlog-tiles. */
  public static final int MAX_LENGTH = 65_535;

  /** The most fields that an object's outermost level may have. */
  private static final int MAX_FIELDS = 4096;

  private final Bytes bytes;
  private final int from;
  private final int to;

  /** Four offsets for each field: name from, to, value from, to. */
  private int[] offsets = new int[4 * 24];

  private int count;

  private JsonLine(Bytes bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** Reads all of the bytes. */
  public static JsonLine read(String structure, Bytes bytes) throws MalformedInput {
    return read(structure, bytes, 0, bytes.length());
  }

  /** Reads a range, without a copy. */
  public static JsonLine read(String structure, Bytes bytes, int from, int to)
      throws MalformedInput {
    if (from < 0 || from > to || to > bytes.length()) {
      throw new IndexOutOfBoundsException("range " + from + ".." + to);
    }
    if (to - from > MAX_LENGTH) {
      throw new MalformedInput(structure, 0, "at most 65,535 bytes expected, " + (to - from));
    }
    JsonLine line = new JsonLine(bytes, from, to);
    new CanonicalScanner(structure, bytes.unsafe(), from, to, line::add).scan();
    return line;
  }

  private void add(int nameFrom, int nameTo, int valueFrom, int valueTo) throws MalformedInput {
    if (count == MAX_FIELDS) {
      throw new MalformedInput("JSON", nameFrom - from, "more than " + MAX_FIELDS + " fields");
    }
    if (4 * count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    int i = 4 * count++;
    offsets[i] = nameFrom;
    offsets[i + 1] = nameTo;
    offsets[i + 2] = valueFrom;
    offsets[i + 3] = valueTo;
  }

  /** The names of the outermost fields, ascending. */
  public List<String> names() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < 4 * count; i += 4) {
      out.add(CanonicalScanner.unescape(bytes.unsafe(), offsets[i], offsets[i + 1]));
    }
    return out;
  }

  public boolean has(String name) {
    return find(name) >= 0;
  }

  /** How many fields the outermost level has. */
  public int size() {
    return count;
  }

  /** Place of a field among the names, from 0; -1 without it. */
  public int position(String name) {
    return find(name) < 0 ? -1 : find(name) / 4;
  }

  /** Whether the value of a field is exactly this literal: {@code null}, {@code true}. */
  public boolean is(String name, String literal) {
    int i = find(name);
    return i >= 0
        && offsets[i + 3] - offsets[i + 2] == literal.length()
        && matches(offsets[i + 2], literal);
  }

  /** The texts of a field that is an array of strings and nothing else. */
  public Optional<List<String>> texts(String name) {
    int i = find(name);
    if (i < 0 || first(i) != '[') {
      return Optional.empty();
    }
    List<String> out = new ArrayList<>();
    int at = offsets[i + 2] + 1;
    int end = offsets[i + 3] - 1;
    while (at < end) {
      if (bytes.u8(at) != '"') {
        return Optional.empty();
      }
      int close = skipString(at);
      out.add(CanonicalScanner.unescape(bytes.unsafe(), at + 1, close - 1));
      at = close + 1; // the comma
    }
    return Optional.of(out);
  }

  /** The offset after a string that was scanned. */
  private int skipString(int start) {
    int i = start + 1;
    while (bytes.u8(i) != '"') {
      i += bytes.u8(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** The value of a field as it stands there. */
  public Optional<Bytes> raw(String name) {
    int i = find(name);
    return i < 0 ? Optional.empty() : Optional.of(bytes.slice(offsets[i + 2], offsets[i + 3]));
  }

  /** The text of a field that is a string. */
  public Optional<String> text(String name) {
    int i = find(name);
    return i < 0 || first(i) != '"'
        ? Optional.empty()
        : Optional.of(
            CanonicalScanner.unescape(bytes.unsafe(), offsets[i + 2] + 1, offsets[i + 3] - 1));
  }

  /** The value of a field that is an integer. */
  public OptionalLong integer(String name) {
    int i = find(name);
    if (i < 0 || first(i) != '-' && (first(i) < '0' || first(i) > '9')) {
      return OptionalLong.empty();
    }
    String digits =
        new String(
            bytes.unsafe(),
            offsets[i + 2],
            offsets[i + 3] - offsets[i + 2],
            StandardCharsets.US_ASCII);
    return OptionalLong.of(Long.parseLong(digits));
  }

  /** The value of a field that is an object. */
  public Optional<JsonLine> object(String name) {
    int i = find(name);
    return i < 0 || first(i) != '{'
        ? Optional.empty()
        : Optional.of(known(offsets[i + 2], offsets[i + 3]));
  }

  /** The objects of a field that is an array of objects and nothing else. */
  public Optional<List<JsonLine>> objects(String name) {
    int i = find(name);
    if (i < 0 || first(i) != '[') {
      return Optional.empty();
    }
    List<JsonLine> out = new ArrayList<>();
    int at = offsets[i + 2] + 1;
    int end = offsets[i + 3] - 1;
    while (at < end) {
      if (bytes.u8(at) != '{') {
        return Optional.empty();
      }
      int next = skipObject(at);
      out.add(known(at, next));
      at = next + 1; // the comma
    }
    return Optional.of(out);
  }

  /** The offset after an object that was scanned: braces count, but for those in strings. */
  private int skipObject(int start) {
    int depth = 0;
    boolean inString = false;
    for (int i = start; ; i++) {
      int c = bytes.u8(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
  }

  /** A part of what was scanned is canonical itself. */
  private JsonLine known(int start, int end) {
    try {
      return read("JSON", bytes, start, end);
    } catch (MalformedInput e) {
      throw new IllegalStateException("a part of a canonical object is canonical", e);
    }
  }

  /** The line as bytes. */
  public Bytes bytes() {
    return bytes.slice(from, to);
  }

  private int first(int i) {
    return bytes.u8(offsets[i + 2]);
  }

  /** Offset of a field, -1 without one. Names asked for are ASCII without escapes. */
  private int find(String name) {
    for (int i = 0; i < 4 * count; i += 4) {
      if (offsets[i + 1] - offsets[i] == name.length() && matches(offsets[i], name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(int start, String name) {
    byte[] in = bytes.unsafe();
    for (int k = 0; k < name.length(); k++) {
      if (in[start + k] != name.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
