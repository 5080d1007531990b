package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaSignerTest {

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "bouncycastle", "accp"})
  void everyProviderSignsWhatTheJdkVerifies(String provider) throws GeneralSecurityException {
    Crypto crypto =
        switch (provider) {
          case "accp" -> Crypto.accp().orElseThrow();
          case "bouncycastle" -> Crypto.bouncyCastle();
          default -> Crypto.jdk();
        };
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = g.generateKeyPair();
    EcdsaSigner signer = EcdsaSigner.of(crypto, pair.getPrivate(), new SecureRandom());
    for (int i = 0; i < 20; i++) {
      Bytes message = Bytes.utf8("message " + i);
      Bytes signature = signer.sign(message);
      assertThat(EcdsaSignature.isLowS(signature)).isTrue();
      assertThat(
              Crypto.jdk()
                  .verifies(SignatureAlgorithm.ECDSA_SHA256, pair.getPublic(), signature, message))
          .isTrue();
    }
  }
}
