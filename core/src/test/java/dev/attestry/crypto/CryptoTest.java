package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that must not verify anything, and files that must not become keys or certificates. */
final class CryptoTest {

  private static final Bytes MESSAGE = Bytes.utf8("message");

  /** N26: with e=1 the padded message is its own signature. */
  @Test
  void n26RefusesRsaKeysUnderWhichAnyoneSigns() {
    BigInteger n = BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE);
    Bytes forged = pkcs1(MESSAGE);
    assertRefused(new Rsa(n, BigInteger.ONE), forged);
    assertRefused(new Rsa(n.subtract(BigInteger.ONE), BigInteger.valueOf(65_537)), forged);
    assertRefused(new Rsa(n, BigInteger.TWO), forged);
  }

  @Test
  void n26RefusesRsaKeysThatAreTooShortOrTooLong() {
    for (int bits : new int[] {512, 1023, 8193, 16_384}) {
      BigInteger n = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      assertRefused(new Rsa(n, BigInteger.valueOf(65_537)), Bytes.zeros((bits + 7) / 8));
    }
  }

  @Test
  void refusesPointsThatAreNotOnTheCurve() {
    Bytes one = Bytes.concat(Bytes.zeros(31), Bytes.of(1));
    Bytes zero = Bytes.zeros(32);
    Bytes large = Bytes.ofHex("ff".repeat(32));
    for (List<Bytes> xy : List.of(List.of(one, one), List.of(zero, zero), List.of(large, one))) {
      assertThatExceptionOfType(MalformedInput.class)
          .isThrownBy(() -> Crypto.ecPublicKey("test", "secp256r1", xy.get(0), xy.get(1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3000", "3080", "3003020100", "2d2d2d2d2d", "30820001aa"})
  void neitherCertificatesNorListsNorKeysComeFromOtherBytes(String hex) {
    Bytes b = Bytes.ofHex(hex);
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> Crypto.certificate("test", b));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> RevocationList.parse("test", b));
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> Crypto.publicKey("test", b));
  }

  /** N27, CVE-2024-30172: keys and signatures for which a verifier is said to loop. */
  @Test
  void n27JudgesCraftedEd25519SignaturesInTime() {
    List<Crypto> providers = new ArrayList<>(List.of(Crypto.jdk(), Crypto.bouncyCastle()));
    Crypto.accp().ifPresent(providers::add);
    List<String> halves =
        List.of(
            "00".repeat(32),
            "ff".repeat(32),
            "01" + "00".repeat(31),
            "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (String key : halves) {
            for (String r : halves) {
              for (Crypto crypto : providers) {
                ed25519(crypto, key, r + "ff".repeat(32));
              }
            }
          }
        });
  }

  private static void ed25519(Crypto crypto, String key, String signature) {
    try {
      PublicKey k = Crypto.publicKey("key", Bytes.ofHex("302a300506032b6570032100" + key));
      // RFC 8032 §5.1.7: s is not below the order of the group, so it never holds.
      assertThat(crypto.verifies(SignatureAlgorithm.ED25519, k, Bytes.ofHex(signature), MESSAGE))
          .as(crypto.name())
          .isFalse();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }

  /** N31: nested far below what any list has, in a lazy reader's blind spot. */
  @Test
  void n31RefusesTenThousandNestedSequences() {
    Bytes nested = Bytes.of(0x30, 0x00);
    for (int i = 0; i < 10_000; i++) {
      int n = nested.length();
      nested = Bytes.concat(Bytes.of(0x30, 0x83, n >> 16, n >> 8, n), nested);
      if (n < 1 << 16) {
        nested =
            n < 0x80
                ? Bytes.concat(Bytes.of(0x30, n), nested.slice(5, nested.length()))
                : n < 0x100
                    ? Bytes.concat(Bytes.of(0x30, 0x81, n), nested.slice(5, nested.length()))
                    : Bytes.concat(
                        Bytes.of(0x30, 0x82, n >> 8, n), nested.slice(5, nested.length()));
      }
    }
    Bytes deep = nested;
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> RevocationList.parse("test", deep));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Crypto.certificate("test", deep));
  }

  private static void assertRefused(PublicKey key, Bytes signature) {
    List<Crypto> providers = new ArrayList<>(List.of(Crypto.jdk(), Crypto.bouncyCastle()));
    Crypto.accp().ifPresent(providers::add);
    for (Crypto crypto : providers) {
      assertThat(crypto.verifies(SignatureAlgorithm.RSA_SHA256, key, signature, MESSAGE))
          .as(crypto.name())
          .isFalse();
    }
  }

  /** EMSA-PKCS1-v1_5 of RFC 8017 section 9.2, 2048 bits. */
  private static Bytes pkcs1(Bytes message) {
    Bytes info = Bytes.ofHex("003031300d060960864801650304020105000420");
    Bytes digest = HashAlgorithm.SHA256.digest(message);
    int ff = 256 - 2 - info.length() - digest.length();
    return Bytes.concat(Bytes.of(0, 1), Bytes.ofHex("ff".repeat(ff)), info, digest);
  }

  /** A key as a lenient reader would give it: the JDK's own refuses to make most of these. */
  private record Rsa(BigInteger modulus, BigInteger exponent) implements RSAPublicKey {
    @Override
    public BigInteger getModulus() {
      return modulus;
    }

    @Override
    public BigInteger getPublicExponent() {
      return exponent;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
