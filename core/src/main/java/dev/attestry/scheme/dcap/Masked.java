package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;

/** Comparison of what a mask lets through. */
final class Masked {

  private Masked() {}

  static boolean equal(Bytes found, Bytes expected, Bytes mask) {
    for (int i = 0; i < mask.length(); i++) {
      if ((found.u8(i) & mask.u8(i)) != (expected.u8(i) & mask.u8(i))) {
        return false;
      }
    }
    return true;
  }
}
