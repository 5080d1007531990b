package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** What is the same for days is read once: the very object comes back for the same bytes. */
final class KeptReadingTest {

  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final X500Name NAME = new X500Name("CN=test");

  private final KeyPair keys;

  KeptReadingTest() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    this.keys = generator.generateKeyPair();
  }

  /** Of a provider's set all tokens of a day are judged by. */
  @Test
  void aSetOfKeysIsReadOnce() throws MalformedInput {
    JwkSet first = JwkSet.parse("set", jwks("a"));
    assertThat(JwkSet.parse("set", jwks("a"))).isSameAs(first);
    assertThat(JwkSet.parse("set", jwks("b"))).isNotSameAs(first);
  }

  @Test
  void aCertificateIsReadNoMoreThanTwice() throws Exception {
    Bytes der = certificate();
    Crypto.certificate("first", der);
    Object second = Crypto.certificate("second", der);
    assertThat(Crypto.certificate("third", Bytes.of(der.toArray()))).isSameAs(second);
    assertThat(Crypto.certificate("other", certificate())).isNotSameAs(second);
  }

  @Test
  void aListIsReadNoMoreThanTwice() throws Exception {
    Bytes der = list(AT);
    RevocationList.parse("first", der);
    RevocationList second = RevocationList.parse("second", der);
    assertThat(RevocationList.parse("third", Bytes.of(der.toArray()))).isSameAs(second);
    assertThat(RevocationList.parse("other", list(AT.plusSeconds(1)))).isNotSameAs(second);
  }

  /** A memory of signatures must not take one for another: each part of the fact counts. */
  @Test
  void aRememberedSignatureStandsForNoOther() throws GeneralSecurityException {
    Signature s = Signature.getInstance("SHA256withRSA");
    s.initSign(keys.getPrivate());
    s.update("golden".getBytes(StandardCharsets.US_ASCII));
    Bytes signature = Bytes.of(s.sign());
    Bytes golden = Bytes.utf8("golden");
    SignatureAlgorithm rsa = SignatureAlgorithm.RSA_SHA256;
    Crypto remembers = Crypto.jdk().rememberingCertificates(8).forCollateral();
    for (int i = 0; i < 2; i++) {
      assertThat(remembers.verifies(rsa, keys.getPublic(), signature, golden)).isTrue();
    }
    PublicKey other = new KeptReadingTest().keys.getPublic();
    assertThat(remembers.verifies(rsa, keys.getPublic(), signature, Bytes.utf8("other"))).isFalse();
    assertThat(remembers.verifies(rsa, other, signature, golden)).isFalse();
    assertThat(remembers.verifies(rsa, keys.getPublic(), Bytes.zeros(256), golden)).isFalse();
    assertThat(
            remembers.verifies(SignatureAlgorithm.RSA_SHA384, keys.getPublic(), signature, golden))
        .isFalse();
    assertThat(
            remembers.verifies(
                rsa, keys.getPublic(), signature, HashAlgorithm.SHA256.digest(golden)))
        .isFalse();
  }

  private Bytes jwks(String kid) {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    String n = Base64s.encodeUrl(Bytes.of(key.getModulus().toByteArray()));
    return Bytes.utf8(
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\""
            + kid
            + "\",\"e\":\"AQAB\",\"n\":\""
            + n
            + "\"}]}");
  }

  private Bytes certificate() throws IOException, OperatorCreationException {
    return Bytes.of(
        new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(64, new SecureRandom()).setBit(0),
                Date.from(AT),
                Date.from(AT.plusSeconds(60)),
                NAME,
                keys.getPublic())
            .build(signer())
            .getEncoded());
  }

  private Bytes list(Instant from) throws IOException, OperatorCreationException {
    JcaX509v2CRLBuilder b = new JcaX509v2CRLBuilder(new X500Principal("CN=test"), Date.from(from));
    b.setNextUpdate(Date.from(from.plusSeconds(60)));
    return Bytes.of(b.build(signer()).getEncoded());
  }

  private ContentSigner signer() throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
  }
}
