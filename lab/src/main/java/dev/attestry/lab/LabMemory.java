package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.PrivateKey;
import java.util.function.Supplier;

/**
 * What a lab made in earlier runs. All of it follows from the lab's seed and from what is asked, so
 * losing it costs time and nothing else.
 */
@FunctionalInterface
interface LabMemory {

  /** Remembers nothing. */
  LabMemory NONE = (place, input, make) -> make.get();

  /**
   * What was made of an input, if the place holds that; else it is made, and takes the place of
   * what was there.
   *
   * @param place a name for what is made anew now and then, so that the places stay few
   */
  Bytes kept(String place, Bytes input, Supplier<Bytes> make);

  /** As above, the signature of a key over a message; the same one each time it is made. */
  default Bytes signature(String place, PrivateKey key, Bytes message, Supplier<Bytes> sign) {
    Bytes input = HashAlgorithm.SHA256.digest(Bytes.of(key.getEncoded()), message);
    return kept("signature on " + place, input, sign);
  }
}
