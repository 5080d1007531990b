package dev.attestry.scheme.snp;

import dev.attestry.codec.Bytes;
import java.util.EnumMap;
import java.util.Map;

/**
 * TCB_VERSION as it stands in the report; what its bytes mean depends on the product.
 *
 * @param raw 8 bytes, lowest first
 */
record TcbVersion(Bytes raw) {

  /** The security patch levels under a layout. */
  Map<TcbField, Integer> levels(TcbLayout layout) {
    Map<TcbField, Integer> out = new EnumMap<>(TcbField.class);
    for (TcbField field : TcbField.values()) {
      layout.byteOf(field).ifPresent(at -> out.put(field, raw.u8(at)));
    }
    return out;
  }

  /** Whether the bytes that the layout reserves are zero. */
  boolean reservedIsZero(TcbLayout layout) {
    byte[] rest = raw.toArray();
    for (TcbField field : TcbField.values()) {
      layout.byteOf(field).ifPresent(at -> rest[at] = 0);
    }
    return Bytes.of(rest).isZero();
  }

  /** As a number, the way AMD's tools print it: the highest byte first. */
  String hex() {
    StringBuilder s = new StringBuilder();
    for (int i = raw.length() - 1; i >= 0; i--) {
      s.append(String.format("%02x", raw.u8(i)));
    }
    return s.toString();
  }
}
