package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signatures for simulations: of the right form, made and checked in a microsecond, the same in
 * every run. Anyone could make them; a simulation lets only their owners.
 */
final class ToySigner implements Signer {

  private static final Map<String, NoteSigner> SIGNERS = new ConcurrentHashMap<>();

  private final Bytes publicKey;

  private ToySigner(Bytes publicKey) {
    this.publicKey = publicKey;
  }

  static NoteSigner note(String name) {
    return SIGNERS.computeIfAbsent(
        name, n -> NoteSigner.of(n, new ToySigner(new SeededSigner(n).publicKey())));
  }

  static boolean holds(VerifierKey key, Bytes text, Bytes signature) {
    return signature.equals(signature(key.key(), text));
  }

  private static Bytes signature(Bytes key, Bytes text) {
    Bytes hash = HashAlgorithm.SHA256.digest(key, text);
    // 31 bytes each: below half the order, as a canonical signature must be.
    return EcdsaSignature.der(hash.slice(0, 31), hash.slice(1, 32));
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    return signature(publicKey, message);
  }
}
