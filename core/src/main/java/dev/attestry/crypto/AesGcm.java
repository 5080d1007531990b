package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with nonces of 12 and tags of 16 bytes. */
public final class AesGcm {

  public static final int KEY_LENGTH = 32;
  public static final int NONCE_LENGTH = 12;
  public static final int TAG_LENGTH = 16;

  private AesGcm() {}

  /**
   * Encrypts, with the tag at the end.
   *
   * @param nonce never used twice with one key
   * @param associated bound by the tag and not encrypted
   */
  public static Bytes seal(Bytes key, Bytes nonce, Bytes associated, Bytes plain) {
    try {
      return Bytes.of(cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK encrypts with AES-GCM", e);
    }
  }

  /** Decrypts; empty if the tag does not hold. */
  public static Optional<Bytes> open(Bytes key, Bytes nonce, Bytes associated, Bytes sealed) {
    if (sealed.length() < TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Bytes.of(cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(sealed.toArray())));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK decrypts with AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, Bytes key, Bytes nonce, Bytes associated)
      throws GeneralSecurityException {
    if (key.length() != KEY_LENGTH || nonce.length() != NONCE_LENGTH) {
      throw new IllegalArgumentException("a key of 32 and a nonce of 12 bytes expected");
    }
    Cipher c = Cipher.getInstance("AES/GCM/NoPadding");
    c.init(
        mode,
        new SecretKeySpec(key.toArray(), "AES"),
        new GCMParameterSpec(8 * TAG_LENGTH, nonce.toArray()));
    c.updateAAD(associated.toArray());
    return c;
  }
}
