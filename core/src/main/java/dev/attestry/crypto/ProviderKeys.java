package dev.attestry.crypto;

import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the form that a provider wants them: given one of the JDK's, it would translate it anew
 * for each signature. Keeps a bounded number, found again by the very key object, which it does not
 * keep alive. Safe for use by several threads.
 */
final class ProviderKeys {

  private static final int SLOTS = 256;

  private final Provider provider;
  private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(SLOTS);

  /** By identity: what another class calls equal must not decide which key checks a signature. */
  private record Known(WeakReference<PublicKey> key, PublicKey translated) {}

  ProviderKeys(Provider provider) {
    this.provider = provider;
  }

  /** The provider's own form of the key; the key as it is where the provider has none. */
  PublicKey of(SignatureAlgorithm.Family family, PublicKey key) {
    String factory =
        switch (family) {
          case ECDSA -> "EC";
          case RSASSA_PKCS1, RSASSA_PSS -> "RSA";
          case EDDSA, DSA -> "";
        };
    if (factory.isEmpty()) {
      return key;
    }
    int slot = System.identityHashCode(key) & SLOTS - 1;
    Known k = known.get(slot);
    if (k != null && k.key.refersTo(key)) {
      return k.translated;
    }
    byte @Nullable [] encoded = key.getEncoded();
    if (encoded == null) {
      return key;
    }
    try {
      // Not translateKey: what ACCP answers there it destroys once a signature object is used
      // again.
      PublicKey own =
          KeyFactory.getInstance(factory, provider).generatePublic(new X509EncodedKeySpec(encoded));
      known.set(slot, new Known(new WeakReference<>(key), own));
      return own;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return key; // the signature check says what is wrong with it
    }
  }
}
