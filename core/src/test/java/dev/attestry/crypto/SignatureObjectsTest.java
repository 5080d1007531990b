package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A signature object that is used again answers as a fresh one does. */
final class SignatureObjectsTest {

  private static final Bytes MESSAGE = Bytes.utf8("message");
  private static final Bytes OTHER = Bytes.utf8("another message");

  static List<Crypto> providers() {
    return Stream.of(Optional.of(Crypto.jdk()), Optional.of(Crypto.bouncyCastle()), Crypto.accp())
        .flatMap(Optional::stream)
        .toList();
  }

  /** One provider destroys a key that it translated itself when its object gets the next one. */
  @ParameterizedTest
  @MethodSource("providers")
  void aKeyStillVerifiesAfterAnotherOne(Crypto crypto) throws GeneralSecurityException {
    KeyPair a = key();
    KeyPair b = key();
    Bytes byA = sign(a);
    Bytes byB = sign(b);
    for (int i = 0; i < 3; i++) {
      assertThat(holds(crypto, a, byA, MESSAGE)).isTrue();
      assertThat(holds(crypto, b, byB, MESSAGE)).isTrue();
      assertThat(holds(crypto, a, byB, MESSAGE)).isFalse();
    }
  }

  /** What a refused signature left behind must not count for the next one, nor against it. */
  @ParameterizedTest
  @MethodSource("providers")
  void aGoodSignatureHoldsAfterEveryKindOfBadOne(Crypto crypto) throws GeneralSecurityException {
    KeyPair a = key();
    Bytes good = sign(a);
    List<Bytes> bad =
        List.of(
            Bytes.EMPTY,
            Bytes.ofHex("3006020101020101"),
            EcdsaSignature.der(Bytes.zeros(32), Bytes.zeros(32)),
            EcdsaSignature.der(Bytes.ofHex("ff".repeat(66)), Bytes.of(1)),
            good.slice(0, good.length() - 1));
    for (Bytes b : bad) {
      assertThat(holds(crypto, a, b, MESSAGE)).isFalse();
      assertThat(holds(crypto, a, good, OTHER)).isFalse();
      assertThat(holds(crypto, a, good, MESSAGE)).isTrue();
    }
  }

  /** Only what the view shows is the message, not what stands around it. */
  @ParameterizedTest
  @MethodSource("providers")
  void aViewIsSignedForWhatItShows(Crypto crypto) throws GeneralSecurityException {
    KeyPair a = key();
    Bytes around = Bytes.concat(OTHER, MESSAGE, OTHER);
    Bytes view = around.view(OTHER.length(), OTHER.length() + MESSAGE.length());
    assertThat(holds(crypto, a, sign(a), view)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void threadsDoNotShareOne(Crypto crypto) throws GeneralSecurityException {
    KeyPair a = key();
    Bytes good = sign(a);
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .filter(i -> holds(crypto, a, good, i % 2 == 0 ? MESSAGE : OTHER) == (i % 2 == 0)))
        .hasSize(200);
  }

  private static boolean holds(Crypto crypto, KeyPair key, Bytes signature, Bytes message) {
    return crypto.verifies(SignatureAlgorithm.ECDSA_SHA256, key.getPublic(), signature, message);
  }

  private static KeyPair key() throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec("secp256r1"));
    return g.generateKeyPair();
  }

  private static Bytes sign(KeyPair key) throws GeneralSecurityException {
    Signature s = Signature.getInstance("SHA256withECDSA");
    s.initSign(key.getPrivate());
    s.update(MESSAGE.toArray());
    return Bytes.of(s.sign());
  }
}
