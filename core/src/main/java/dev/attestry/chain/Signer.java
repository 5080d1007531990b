package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.io.IOException;

/**
 * A P-256 key that signs: in a cloud KMS, in a file, in memory. Implementations answer what their
 * store gives, made minimal DER with the smaller s ({@code EcdsaSignature.lowS}; Azure answers r ‖
 * s); chain.md 1.6 voids a commit signed otherwise. Safe for use by several threads.
 */
public interface Signer {

  /** SubjectPublicKeyInfo in DER. */
  Bytes publicKey();

  /** ECDSA over the SHA-256 of the message, which is hashed once. */
  Bytes sign(Bytes message) throws IOException;
}
