package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Providers;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's quickly made RSA keys are RSA-4096 keys to everybody else. */
final class LabRsaTest {

  @TempDir private Path folder;

  @Test
  void everyProviderTakesItsSignatures() throws IOException {
    KeyPair keys = new LabStore(folder, new SecureRandom()).rsa4096();
    assertThat(((RSAPublicKey) keys.getPublic()).getModulus().bitLength()).isEqualTo(4096);
    Bytes message = Bytes.utf8("a certificate");
    LabPss signer = new LabPss(keys, LabMemory.NONE, "a signature");
    signer.getOutputStream().write(message.toArray());
    Bytes signature = Bytes.of(signer.getSignature());
    for (Crypto c : Providers.all()) {
      assertThat(c.verifies(SignatureAlgorithm.PSS_SHA384, keys.getPublic(), signature, message))
          .as(c.name())
          .isTrue();
      assertThat(
              c.verifies(
                  SignatureAlgorithm.PSS_SHA384,
                  keys.getPublic(),
                  signature,
                  Bytes.utf8("another")))
          .as(c.name())
          .isFalse();
    }
    assertThat(new LabStore(folder, new SecureRandom()).rsa4096().getPublic())
        .as("kept between runs")
        .isEqualTo(keys.getPublic());
  }
}
