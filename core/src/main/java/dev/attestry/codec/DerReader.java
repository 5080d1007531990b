package dev.attestry.codec;

/**
 * Reads DER (X.690): definite, shortest lengths only, one-byte tags. Used where a certificate
 * extension or a signature has to be taken apart; certificates themselves are read by the JDK.
 */
public final class DerReader {

  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int ENUMERATED = 0x0a;
  public static final int UTF8_STRING = 0x0c;
  public static final int IA5_STRING = 0x16;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;

  private final String structure;
  private final ByteReader in;

  private DerReader(String structure, ByteReader in) {
    this.structure = structure;
    this.in = in;
  }

  public static DerReader of(String structure, Bytes bytes) {
    return new DerReader(structure, ByteReader.of(structure, bytes));
  }

  public boolean atEnd() {
    return in.atEnd();
  }

  public void expectEnd() throws MalformedInput {
    in.expectEnd();
  }

  /** The tag of the next element. */
  public int peekTag() throws MalformedInput {
    return in.peekU8();
  }

  /** The content of the next element, which has this tag. */
  public Bytes content(int tag) throws MalformedInput {
    return in.take(header(tag));
  }

  /** A reader over the content of the next element, which has this tag. */
  public DerReader enter(int tag) throws MalformedInput {
    return new DerReader(structure, in.sub(structure, header(tag)));
  }

  /** Steps over the next element, whatever it is. */
  public void skip() throws MalformedInput {
    in.skip(header(in.peekU8()));
  }

  /** A non-negative INTEGER of at most 63 bits. */
  public long unsigned() throws MalformedInput {
    Bytes b = content(INTEGER);
    if (b.isEmpty() || b.length() > 8 || (b.u8(0) & 0x80) != 0) {
      throw in.malformed("a non-negative INTEGER of at most 63 bits expected");
    }
    if (b.length() > 1 && b.u8(0) == 0 && (b.u8(1) & 0x80) == 0) {
      throw in.malformed("INTEGER with a needless leading zero");
    }
    long v = 0;
    for (int i = 0; i < b.length(); i++) {
      v = v << 8 | b.u8(i);
    }
    return v;
  }

  /** An OBJECT IDENTIFIER in dotted form. */
  public String oid() throws MalformedInput {
    return dotted(oidContent());
  }

  /** The dotted form of what {@link #oidContent} answered. */
  public static String dotted(Bytes b) {
    StringBuilder dotted = new StringBuilder();
    long arc = 0;
    for (int i = 0; i < b.length(); i++) {
      arc = arc << 7 | b.u8(i) & 0x7f;
      if ((b.u8(i) & 0x80) == 0) {
        if (dotted.isEmpty()) {
          long first = Math.min(arc / 40, 2);
          dotted.append(first).append('.').append(arc - 40 * first);
        } else {
          dotted.append('.').append(arc);
        }
        arc = 0;
      }
    }
    return dotted.toString();
  }

  /** The content of an OBJECT IDENTIFIER, checked: two that are equal have the same bytes. */
  public Bytes oidContent() throws MalformedInput {
    Bytes b = content(OBJECT_IDENTIFIER);
    long arc = 0;
    boolean open = false;
    for (int i = 0; i < b.length(); i++) {
      if (arc > Long.MAX_VALUE >> 8 || !open && b.u8(i) == 0x80) {
        throw in.malformed("OBJECT IDENTIFIER with an arc out of range");
      }
      open = (b.u8(i) & 0x80) != 0;
      arc = open ? arc << 7 | b.u8(i) & 0x7f : 0;
    }
    if (open || b.isEmpty()) {
      throw in.malformed("OBJECT IDENTIFIER ends inside an arc");
    }
    return b;
  }

  private long header(int tag) throws MalformedInput {
    int found = in.u8();
    if ((found & 0x1f) == 0x1f) {
      throw in.malformed("DER tag of several bytes");
    }
    if (found != tag) {
      throw in.malformed(String.format("DER tag 0x%02x expected, 0x%02x found", tag, found));
    }
    int first = in.u8();
    if (first < 0x80) {
      return first;
    }
    int n = first & 0x7f;
    if (n == 0 || n > 4) {
      throw in.malformed("DER length of " + n + " bytes");
    }
    long length = 0;
    for (int i = 0; i < n; i++) {
      length = length << 8 | in.u8();
    }
    if (length < 0x80 || length >>> 8 * (n - 1) == 0) {
      throw in.malformed("DER length is not in its shortest form");
    }
    return length;
  }
}
