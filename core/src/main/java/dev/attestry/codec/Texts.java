package dev.attestry.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings of JSON in one array of bytes. What stands there again and again, as identities, times
 * and media types in the lines of a commit, becomes one string and is judged once. Keeps a few. Not
 * thread-safe.
 */
public final class Texts {

  private static final int PLACES = 64;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final byte[] in;
  private final @Nullable Text[] places = new @Nullable Text[PLACES];

  private Texts(byte[] in) {
    this.in = in;
  }

  /** Of lines that stand in these bytes. */
  public static Texts in(Bytes bytes) {
    return new Texts(bytes.array());
  }

  /** A string, and what its reader found it to be. */
  public static final class Text {
    private final int from;
    private final int to;
    private final String value;
    private @Nullable Object meaning;

    private Text(int from, int to, String value) {
      this.from = from;
      this.to = to;
      this.value = value;
    }

    public String value() {
      return value;
    }

    /** What was found the last time, if anything was. */
    public @Nullable Object meaning() {
      return meaning;
    }

    /** Keeps what was found, which follows from the string alone. */
    public void means(Object found) {
      meaning = found;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very array, not one that is equal
  boolean isOf(Bytes bytes) {
    return in == bytes.array();
  }

  /** The string at a range that was scanned, without its quotes. */
  Text at(int from, int to) {
    int place = (int) ((head(from, to) * MIX ^ tail(from, to)) * MIX >>> 58);
    Text known = places[place];
    if (known == null || !Arrays.equals(in, from, to, in, known.from, known.to)) {
      known = new Text(from, to, CanonicalScanner.unescape(in, from, to));
      places[place] = known;
    }
    return known;
  }

  private long head(int from, int to) {
    return to - from < Long.BYTES ? to - from : Swar.load(in, from);
  }

  private long tail(int from, int to) {
    if (to - from >= Long.BYTES) {
      return Swar.load(in, to - Long.BYTES);
    }
    long w = 0;
    for (int i = from; i < to; i++) {
      w = w << 8 | in[i];
    }
    return w;
  }
}
