package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes structures field by field, big-endian (TPM) or little-endian (UEFI, Linux). */
final class LabBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LabBytes u8(int v) {
    out.write(v);
    return this;
  }

  LabBytes be(int octets, long v) {
    for (int i = octets - 1; i >= 0; i--) {
      out.write((int) (v >>> 8 * i));
    }
    return this;
  }

  LabBytes le(int octets, long v) {
    for (int i = 0; i < octets; i++) {
      out.write((int) (v >>> 8 * i));
    }
    return this;
  }

  LabBytes add(Bytes b) {
    out.writeBytes(b.toArray());
    return this;
  }

  /** TPM2B: a length of two octets in front. */
  LabBytes sized(Bytes b) {
    return be(2, b.length()).add(b);
  }

  LabBytes utf16(String s) {
    return add(Bytes.of(s.getBytes(StandardCharsets.UTF_16LE)));
  }

  Bytes bytes() {
    return Bytes.of(out.toByteArray());
  }
}
