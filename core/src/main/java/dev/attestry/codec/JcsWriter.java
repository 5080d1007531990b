package dev.attestry.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one JSON object in canonical form (RFC 8785) straight to bytes: what {@link Jcs} makes of
 * a tree, without the tree. Members may come in any order; they are put into the order of their
 * names when their object ends. Not thread-safe.
 */
public final class JcsWriter {

  private static final long LIMIT = 1L << 53;

  /** The object that was last found canonical, by whatever thread: many results say the same. */
  private static volatile Bytes canonical = Bytes.EMPTY;

  private byte[] out = new byte[2048];
  private int length;

  /** Names of the members of all open objects, outermost first, and where each begins. */
  private String[] names = new String[32];

  private int[] starts = new int[32];
  private int members;

  /** The first member of the innermost object, and whether its members came in order so far. */
  private int first;

  private boolean sorted;

  private JcsWriter() {}

  /** The object that has these members. */
  public static Bytes object(Consumer<JcsWriter> body) {
    JcsWriter w = new JcsWriter();
    w.nested(body);
    return w.bytes();
  }

  /** The array of an object for each element. */
  public static <T> Bytes array(Collection<T> elements, BiConsumer<T, JcsWriter> body) {
    JcsWriter w = new JcsWriter();
    w.elements(elements, body);
    return w.bytes();
  }

  /** A string. */
  public JcsWriter put(String name, String value) {
    member(name);
    string(value);
    return this;
  }

  /**
   * An integer.
   *
   * @throws IllegalArgumentException unless its magnitude is below 2^53
   */
  public JcsWriter put(String name, long value) {
    if (value <= -LIMIT || value >= LIMIT) {
      throw new IllegalArgumentException("only integers below 2^53 are allowed: " + value);
    }
    member(name);
    if (value >= 0 && value < 10) {
      append((char) ('0' + value));
    } else {
      ascii(Long.toString(value));
    }
    return this;
  }

  /** A string: the bytes in canonical base64. */
  public JcsWriter base64(String name, Bytes value) {
    member(name);
    quoted(Base64s.digits(value));
    return this;
  }

  /** An array of strings. */
  public JcsWriter put(String name, Collection<String> values) {
    member(name);
    append('[');
    String separator = "";
    for (String v : values) {
      ascii(separator);
      separator = ",";
      string(v);
    }
    append(']');
    return this;
  }

  /** An object. */
  public JcsWriter object(String name, Consumer<JcsWriter> body) {
    member(name);
    nested(body);
    return this;
  }

  /** An array of an object for each element. */
  public <T> JcsWriter array(String name, Collection<T> elements, BiConsumer<T, JcsWriter> body) {
    member(name);
    elements(elements, body);
    return this;
  }

  /**
   * An object that is in canonical form already.
   *
   * @throws IllegalArgumentException if it is not
   */
  public JcsWriter canonical(String name, Bytes object) {
    if (!object.equals(canonical)) {
      try {
        JsonLine.read(name, object);
      } catch (MalformedInput e) {
        throw new IllegalArgumentException(name + " is not a canonical JSON object", e);
      }
      canonical = object;
    }
    member(name);
    raw(object.unsafe(), 0, object.length());
    return this;
  }

  private Bytes bytes() {
    return Bytes.wrap(Arrays.copyOf(out, length));
  }

  private <T> void elements(Collection<T> elements, BiConsumer<T, JcsWriter> body) {
    append('[');
    String separator = "";
    for (T e : elements) {
      ascii(separator);
      separator = ",";
      nested(w -> body.accept(e, w));
    }
    append(']');
  }

  private void member(String name) {
    if (members == names.length) {
      names = Arrays.copyOf(names, 2 * members);
      starts = Arrays.copyOf(starts, 2 * members);
    }
    if (members > first) {
      append(',');
      sorted &= names[members - 1].compareTo(name) < 0;
    }
    names[members] = name;
    starts[members++] = length;
    byte[] quoted = Names.member(name);
    raw(quoted, 0, quoted.length);
  }

  private void nested(Consumer<JcsWriter> body) {
    int outerFirst = first;
    boolean outerSorted = sorted;
    first = members;
    sorted = true;
    append('{');
    body.accept(this);
    if (!sorted) {
      sort();
    }
    append('}');
    members = first;
    first = outerFirst;
    sorted = outerSorted;
  }

  /** Puts the members of the innermost object into the order of their names. */
  private void sort() {
    int from = starts[first];
    byte[] unsorted = Arrays.copyOfRange(out, from, length);
    int n = members - first;
    int[] order = order(n);
    for (int i = 0; i < n; i++) {
      int m = first + order[i];
      int end = m + 1 < members ? starts[m + 1] - 1 : from + unsorted.length;
      if (i == 0) {
        length = from;
      } else {
        append(',');
      }
      raw(unsorted, starts[m] - from, end - starts[m]);
    }
  }

  /** RFC 8785 §3.2.3: by the UTF-16 code units of the names; by insertion, for few are astray. */
  private int[] order(int n) {
    int[] order = new int[n];
    for (int m = 1; m < n; m++) {
      int i = m;
      for (; i > 0 && names[first + order[i - 1]].compareTo(names[first + m]) > 0; i--) {
        order[i] = order[i - 1];
      }
      if (i > 0 && names[first + order[i - 1]].equals(names[first + m])) {
        throw new IllegalArgumentException("two members of the name " + names[first + m]);
      }
      order[i] = m;
    }
    return order;
  }

  /** RFC 8785 §3.2.2.2. Most strings are plain ASCII, which stands as it is. */
  private void string(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    if (Swar.isPlain(utf8)) {
      quoted(utf8);
    } else {
      escaped(s);
    }
  }

  private void escaped(String s) {
    StringBuilder escaped = new StringBuilder(s.length() + 16);
    Jcs.string(s, escaped);
    byte[] utf8 = escaped.toString().getBytes(StandardCharsets.UTF_8);
    raw(utf8, 0, utf8.length);
  }

  private void quoted(byte[] plain) {
    append('"');
    raw(plain, 0, plain.length);
    append('"');
  }

  private void ascii(String s) {
    room(s.length());
    for (int i = 0; i < s.length(); i++) {
      out[length++] = (byte) s.charAt(i);
    }
  }

  private void append(char c) {
    room(1);
    out[length++] = (byte) c;
  }

  private void raw(byte[] from, int at, int n) {
    room(n);
    System.arraycopy(from, at, out, length, n);
    length += n;
  }

  private void room(int n) {
    if (out.length - length < n) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + n));
    }
  }
}
