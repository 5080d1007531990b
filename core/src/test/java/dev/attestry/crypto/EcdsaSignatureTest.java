package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

final class EcdsaSignatureTest {

  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @Test
  void lowersSAndKeepsTheSignatureValid() throws Exception {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair k = g.generateKeyPair();
    Bytes message = Bytes.utf8("message");
    int lowered = 0;
    for (int i = 0; i < 40; i++) {
      Signature s = Signature.getInstance("SHA256withECDSA");
      s.initSign(k.getPrivate());
      s.update(message.toArray());
      Bytes der = Bytes.of(s.sign());
      Bytes low = EcdsaSignature.lowS(der);
      lowered += low.equals(der) ? 0 : 1;
      assertThat(EcdsaSignature.isDer(low) && EcdsaSignature.isLowS(low)).isTrue();
      assertThat(
              Crypto.jdk().verifies(SignatureAlgorithm.ECDSA_SHA256, k.getPublic(), low, message))
          .isTrue();
      assertThat(EcdsaSignature.isLowS(der)).isEqualTo(low.equals(der));
    }
    assertThat(lowered).isBetween(1, 39);
  }

  @Test
  void takesTheHalfItselfAndRefusesOneMore() {
    Bytes one = Bytes.of(1);
    Bytes half = Bytes.of(N.shiftRight(1).toByteArray());
    Bytes more = Bytes.of(N.shiftRight(1).add(BigInteger.ONE).toByteArray());
    assertThat(EcdsaSignature.isLowS(EcdsaSignature.der(one, half))).isTrue();
    assertThat(EcdsaSignature.isLowS(EcdsaSignature.der(one, more))).isFalse();
  }

  @Test
  void refusesAllButTheOneDerForm() {
    assertThat(EcdsaSignature.isDer(Bytes.ofHex("3006020101020101"))).isTrue();
    for (String hex :
        new String[] {
          "", // nothing
          "30", // a tag alone
          "300602010102010100", // a byte after it
          "30080202000102020001", // needless leading zeros
          "3006020100020101", // r = 0
          "3006020101020180", // s negative
          "308106020101020101", // long form of a short length
          "30060201010201", // cut
          "3009020101020101020101", // three numbers
          "30050200020101" // an empty INTEGER
        }) {
      assertThat(EcdsaSignature.isDer(Bytes.ofHex(hex))).as(hex).isFalse();
      assertThatThrownBy(() -> EcdsaSignature.lowS(Bytes.ofHex(hex)))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
