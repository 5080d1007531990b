package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;

/** Checks one signature of a note; a simulation brings a cheaper one than {@link Crypto}'s. */
interface SignatureCheck {

  boolean holds(VerifierKey key, Bytes text, Bytes signature);

  static SignatureCheck by(Crypto crypto) {
    return (key, text, signature) -> key.verifies(crypto, text, signature);
  }
}
