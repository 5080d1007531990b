package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class LocalSignerTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.utf8("text\n");

  @Test
  void signsInTheOneFormThatAVerifierKeyTakes() throws MalformedInput {
    LocalSigner s = LocalSigner.generate(RANDOM);
    VerifierKey key = VerifierKey.of("writer", VerifierKey.Type.ECDSA, s.publicKey());
    for (int i = 0; i < 20; i++) {
      Bytes signature = s.sign(MESSAGE);
      assertThat(EcdsaSignature.isLowS(signature)).isTrue();
      assertThat(key.verifies(Crypto.jdk(), MESSAGE, signature)).isTrue();
      assertThat(key.verifies(Crypto.jdk(), Bytes.utf8("text"), signature)).isFalse();
    }
  }

  @Test
  void readsBackTheFileItWrites() throws MalformedInput {
    LocalSigner s = LocalSigner.generate(RANDOM);
    LocalSigner back = LocalSigner.ofPem(s.toPem(), RANDOM);
    assertThat(back.publicKey()).isEqualTo(s.publicKey());
    assertThat(back.toPem()).isEqualTo(s.toPem());
  }

  @Test
  void refusesAFileOfTwoKeysThatDoNotBelongTogether() {
    String a = LocalSigner.generate(RANDOM).toPem().utf8();
    String b = LocalSigner.generate(RANDOM).toPem().utf8();
    String mixed =
        a.substring(0, a.indexOf("-----BEGIN PUBLIC"))
            + b.substring(b.indexOf("-----BEGIN PUBLIC"));
    assertThatThrownBy(() -> LocalSigner.ofPem(Bytes.utf8(mixed), RANDOM))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> LocalSigner.ofPem(Bytes.utf8(""), RANDOM))
        .isInstanceOf(MalformedInput.class);
  }
}
