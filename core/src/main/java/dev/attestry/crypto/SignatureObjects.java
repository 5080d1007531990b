package dev.attestry.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's signature objects, which are not for several threads: each thread has its own and
 * uses it again. One that threw is not given back, so whatever state it is left in ends with it.
 */
final class SignatureObjects {

  private final @Nullable Provider provider;

  private final ThreadLocal<Map<SignatureAlgorithm, Signature>> idle =
      ThreadLocal.withInitial(() -> new EnumMap<>(SignatureAlgorithm.class));

  SignatureObjects(@Nullable Provider provider) {
    this.provider = provider;
  }

  /** One that nobody else holds until it is given back. */
  Signature of(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    // The JDK's own choose their provider by the first key they meet: each is used once.
    if (provider == null || algorithm.family() == SignatureAlgorithm.Family.DSA) {
      return Signature.getInstance(algorithm.jcaName());
    }
    Signature s = idle.get().remove(algorithm);
    return s == null ? Signature.getInstance(algorithm.jcaName(), provider) : s;
  }

  /** For the next use, after one that ended without an exception. */
  void giveBack(SignatureAlgorithm algorithm, Signature s) {
    if (provider != null && algorithm.family() != SignatureAlgorithm.Family.DSA) {
      idle.get().put(algorithm, s);
    }
  }
}
