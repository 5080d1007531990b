package dev.attestry.codec;

/**
 * Reads a byte string from front to back. Every read is checked against what is left, before
 * anything is allocated; running out of bytes is {@link MalformedInput}.
 */
public final class ByteReader {

  private final String structure;
  private final Bytes bytes;
  private final byte[] in;
  private final int base;
  private final int end;
  private int at;

  private ByteReader(String structure, Bytes bytes, int base, int end) {
    this.structure = structure;
    this.bytes = bytes;
    this.in = bytes.array();
    this.base = base;
    this.end = end;
    this.at = base;
  }

  /**
   * @param structure what is read, named in every error
   */
  public static ByteReader of(String structure, Bytes bytes) {
    return new ByteReader(structure, bytes, bytes.start(), bytes.start() + bytes.length());
  }

  /** Offset of the next byte, from the start of this reader. */
  public int offset() {
    return at - base;
  }

  public int remaining() {
    return end - at;
  }

  public boolean atEnd() {
    return at == end;
  }

  /** The next {@code n} bytes, copied. */
  public Bytes take(long n) throws MalformedInput {
    int from = advance(n);
    return Bytes.of(in, from, (int) n);
  }

  /** The next {@code n} bytes, not copied: they keep all of the bytes in memory. */
  public Bytes view(long n) throws MalformedInput {
    int from = advance(n) - bytes.start();
    return bytes.view(from, from + (int) n);
  }

  /** All bytes that are left. */
  public Bytes rest() {
    Bytes b = Bytes.of(in, at, end - at);
    at = end;
    return b;
  }

  /** Steps over {@code n} bytes. */
  public void skip(long n) throws MalformedInput {
    advance(n);
  }

  /** A reader over the next {@code n} bytes; this one steps past them. */
  public ByteReader sub(String name, long n) throws MalformedInput {
    int from = advance(n);
    return new ByteReader(name, bytes, from, at);
  }

  /** The next byte without stepping past it. */
  public int peekU8() throws MalformedInput {
    if (at >= end) {
      throw malformed("one more byte expected, none left");
    }
    return in[at] & 0xff;
  }

  public int u8() throws MalformedInput {
    return in[advance(1)] & 0xff;
  }

  public int u16be() throws MalformedInput {
    int i = advance(2);
    return (in[i] & 0xff) << 8 | in[i + 1] & 0xff;
  }

  public int u16le() throws MalformedInput {
    int i = advance(2);
    return (in[i + 1] & 0xff) << 8 | in[i] & 0xff;
  }

  /** Unsigned, 0 to 2^32-1. */
  public long u32be() throws MalformedInput {
    return (long) u16be() << 16 | u16be();
  }

  /** Unsigned, 0 to 2^32-1. */
  public long u32le() throws MalformedInput {
    return u16le() | (long) u16le() << 16;
  }

  /** All 64 bits; the top one makes the value negative. */
  public long u64be() throws MalformedInput {
    return u32be() << 32 | u32be();
  }

  /** All 64 bits; the top one makes the value negative. */
  public long u64le() throws MalformedInput {
    return u32le() | u32le() << 32;
  }

  /** Fails unless everything was read. */
  public void expectEnd() throws MalformedInput {
    if (at != end) {
      throw malformed("end expected, " + (end - at) + " bytes are left");
    }
  }

  /** An error at the current offset. */
  public MalformedInput malformed(String reason) {
    return new MalformedInput(structure, offset(), reason);
  }

  private int advance(long n) throws MalformedInput {
    if (n < 0 || n > end - at) {
      throw malformed(Long.toUnsignedString(n) + " bytes expected, " + (end - at) + " left");
    }
    int from = at;
    at += (int) n;
    return from;
  }
}
