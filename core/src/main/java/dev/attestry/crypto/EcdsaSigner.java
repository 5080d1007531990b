package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs with a private key on a curve: ECDSA over SHA-256. Safe for use by several threads. */
public final class EcdsaSigner {

  private static final String ALGORITHM = "SHA256withECDSA";

  private final @Nullable Provider provider;
  private final PrivateKey key;
  private final SecureRandom random;

  private EcdsaSigner(@Nullable Provider provider, PrivateKey key, SecureRandom random) {
    this.provider = provider;
    this.key = key;
    this.random = random;
  }

  /**
   * Signs with the provider of {@code crypto}.
   *
   * @param random what the JDK's provider takes its secret numbers from; others bring their own
   */
  public static EcdsaSigner of(Crypto crypto, PrivateKey key, SecureRandom random) {
    Provider p = crypto.provider();
    try {
      return p == null
          ? new EcdsaSigner(null, key, random)
          : new EcdsaSigner(p, own(p, key), random);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a private key on a curve", e);
    }
  }

  /** In the provider's own form; not by translateKey, of which see {@link ProviderKeys}. */
  private static PrivateKey own(Provider p, PrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", p)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  /** The signature in DER, with the lower of the two values that s may have. */
  public Bytes sign(Bytes message) {
    try {
      Signature s =
          provider == null
              ? Signature.getInstance(ALGORITHM)
              : Signature.getInstance(ALGORITHM, provider);
      s.initSign(key, random);
      message.update(s);
      return EcdsaSignature.lowS(Bytes.of(s.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key on a curve signs", e);
    } catch (MalformedInput e) {
      throw new IllegalStateException("providers sign in DER", e);
    }
  }
}
