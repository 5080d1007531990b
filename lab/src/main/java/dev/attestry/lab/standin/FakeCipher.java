package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A symmetric key of a fake: AES-GCM, the nonce before the ciphertext. Written from Google's
 * documentation of {@code cryptoKeys.encrypt} and {@code decrypt}.
 */
record FakeCipher(SecretKey key) {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  ObjectNode encrypt(JsonNode request) throws GeneralSecurityException, MalformedInput {
    Bytes plain = FakeHttp.base64(request.path("plaintext"));
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    Bytes wrapped = Bytes.concat(Bytes.of(nonce), run(Cipher.ENCRYPT_MODE, Bytes.of(nonce), plain));
    return Json.object()
        .put("ciphertext", Base64s.encode(wrapped))
        .put("ciphertextCrc32c", Long.toString(crc(wrapped)))
        .put("verifiedPlaintextCrc32c", request.path("plaintextCrc32c").asLong(-1) == crc(plain));
  }

  ObjectNode decrypt(JsonNode request) throws GeneralSecurityException, MalformedInput {
    Bytes wrapped = FakeHttp.base64(request.path("ciphertext"));
    if (wrapped.length() < NONCE) {
      throw new GeneralSecurityException("no ciphertext of this key");
    }
    Bytes plain =
        run(Cipher.DECRYPT_MODE, wrapped.slice(0, NONCE), wrapped.slice(NONCE, wrapped.length()));
    return Json.object()
        .put("plaintext", Base64s.encode(plain))
        .put("plaintextCrc32c", Long.toString(crc(plain)));
  }

  private Bytes run(int mode, Bytes nonce, Bytes text) throws GeneralSecurityException {
    Cipher c = Cipher.getInstance("AES/GCM/NoPadding");
    c.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce.toArray()));
    return Bytes.of(c.doFinal(text.toArray()));
  }

  private static long crc(Bytes b) {
    CRC32C c = new CRC32C();
    c.update(b.toArray());
    return c.getValue();
  }
}
