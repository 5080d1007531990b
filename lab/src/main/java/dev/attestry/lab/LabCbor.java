package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.math.BigInteger;
import java.util.List;

/** Encoded CBOR items (RFC 8949), shortest heads; put together as bytes, so that a test can lie. */
public final class LabCbor {

  public static final Bytes NULL = Bytes.of(0xf6);

  private LabCbor() {}

  /** An integer of either sign. */
  public static Bytes integer(long value) {
    return value < 0 ? head(1, -1 - value) : head(0, value);
  }

  public static Bytes bytes(Bytes value) {
    return Bytes.concat(head(2, value.length()), value);
  }

  public static Bytes text(String value) {
    Bytes utf8 = Bytes.utf8(value);
    return Bytes.concat(head(3, utf8.length()), utf8);
  }

  /** An array of items already encoded. */
  public static Bytes array(List<Bytes> items) {
    return Bytes.concat(head(4, items.size()), Bytes.concat(items.toArray(new Bytes[0])));
  }

  /** A map of keys and values already encoded, one after the other. */
  public static Bytes map(List<Bytes> keysAndValues) {
    return Bytes.concat(
        head(5, keysAndValues.size() / 2), Bytes.concat(keysAndValues.toArray(new Bytes[0])));
  }

  /** The same with an indefinite length, as the NSM writes its documents since 2025. */
  public static Bytes indefiniteMap(List<Bytes> keysAndValues) {
    return Bytes.concat(
        Bytes.of(0xbf), Bytes.concat(keysAndValues.toArray(new Bytes[0])), Bytes.of(0xff));
  }

  public static Bytes tag(long number, Bytes item) {
    return Bytes.concat(head(6, number), item);
  }

  /** The head of section 3: major type and argument. */
  public static Bytes head(int major, long argument) {
    if (argument >= 0 && argument < 24) {
      return Bytes.of(major << 5 | (int) argument);
    }
    int size = argument >>> 32 != 0 ? 3 : argument >>> 16 != 0 ? 2 : argument >>> 8 != 0 ? 1 : 0;
    byte[] out = new byte[1 + (1 << size)];
    out[0] = (byte) (major << 5 | 24 + size);
    BigInteger rest = BigInteger.valueOf(argument);
    for (int i = out.length - 1; i > 0; i--) {
      out[i] = rest.byteValue();
      rest = rest.shiftRight(8);
    }
    return Bytes.of(out);
  }
}
