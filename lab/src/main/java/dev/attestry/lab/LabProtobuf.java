package dev.attestry.lab;

import dev.attestry.codec.Bytes;

/** Encoded fields of protobuf messages; a message is its fields one after the other. */
final class LabProtobuf {

  private LabProtobuf() {}

  /** A field of bytes, text or another message: wire type 2. */
  static Bytes field(int number, Bytes content) {
    return Bytes.concat(varint((long) number << 3 | 2), varint(content.length()), content);
  }

  /** A field with an integer: wire type 0. */
  static Bytes number(int number, long value) {
    return Bytes.concat(varint((long) number << 3), varint(value));
  }

  private static Bytes varint(long value) {
    LabBytes out = new LabBytes();
    long rest = value;
    while (rest >>> 7 != 0) {
      out.u8((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    return out.u8((int) rest).bytes();
  }
}
