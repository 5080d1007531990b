package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.RevocationList;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan's cases N26, N28, N31 and N34: certificates and lists that no careful CA makes. */
final class OddCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final LabPki PKI = LabPki.named("odd");
  private static final LabIdentity CA = PKI.root("CN=odd ca", LabKeyType.P384);
  private static final Bytes LEAF =
      LabCertificate.of("CN=leaf", PKI.key("leaf", LabKeyType.P256)).under(CA).certificate();
  private static final ASN1ObjectIdentifier UNKNOWN =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

  private static final int ALGORITHM = 2;
  private static final int VALIDITY = 4;
  private static final int KEY = 6;
  private static final int EXTENSIONS = 7;

  /** N26, CVE-2024-29857: a binary field of degree 2^31 - 1, over which a reader computes on. */
  @Test
  void n26RefusesABinaryCurveWithHugeParametersAtOnce() {
    Bytes der = with(KEY, spki(binaryCurve(Integer.MAX_VALUE)));
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refuses(der));
    Bytes named = with(KEY, spki(new ASN1ObjectIdentifier("1.3.132.0.39"))); // sect571r1
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refuses(named));
  }

  /** N28, CVE-2026-5588: a composite signature of no parts, all of which hold. */
  @Test
  void n28DoesNotTakeACompositeSignatureWithoutParts() throws Exception {
    AlgorithmIdentifier composite =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.6.1.4.1.18227.2.1"));
    ASN1Sequence tbs = replaced(ALGORITHM, composite);
    Bytes der =
        encoded(
            new DERSequence(
                new ASN1Encodable[] {
                  tbs, composite, new DERBitString(new DERSequence().getEncoded())
                }));
    X509Certificate c = Crypto.certificate("leaf", der);
    for (Crypto crypto : List.of(Crypto.jdk(), Crypto.bouncyCastle(), Crypto.fastest())) {
      assertThat(crypto.signed(c, CA.keys().getPublic())).as(crypto.name()).isFalse();
    }
  }

  /** N31: a list of changes only, and one whose meaning a critical extension changes. */
  @Test
  void n31RefusesADeltaListAndUnknownCriticalExtensions() throws Exception {
    assertThat(list(UNKNOWN, false).issuedBy(Crypto.jdk(), CA.x509())).isTrue();
    assertThat(list(UNKNOWN, true).issuedBy(Crypto.jdk(), CA.x509())).isFalse();
    for (boolean critical : new boolean[] {true, false}) {
      RevocationList delta = list(Extension.deltaCRLIndicator, critical);
      assertThat(delta.issuedBy(Crypto.jdk(), CA.x509())).isFalse();
    }
  }

  @Test
  void n34RefusesAnExtensionThatStandsTwice() {
    DERSequence one =
        new DERSequence(new ASN1Encodable[] {UNKNOWN, new DEROctetString(new byte[] {5, 0})});
    ASN1Encodable twice =
        new DERTaggedObject(true, 3, new DERSequence(new ASN1Encodable[] {one, one}));
    refuses(appended(twice));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001010000Z",
        "200101000000+0000",
        "200101000000-0500",
        "20200101000000.5Z",
        "20200101000000+0100"
      })
  void n34RefusesTimesWithoutSecondsWithOffsetsOrFractions(String time) {
    ASN1Encodable t =
        time.startsWith("2020") ? new ASN1GeneralizedTime(time) : new ASN1UTCTime(time);
    refuses(with(VALIDITY, new DERSequence(new ASN1Encodable[] {t, t})));
  }

  /** RFC 5280 §4.1.2.5.1: the year 50 of UTCTime is 1950, not 2050. */
  @Test
  void n34ReadsTheYear50AsLongPast() throws MalformedInput {
    ASN1UTCTime t = new ASN1UTCTime("500101000000Z");
    X509Certificate c =
        Crypto.certificate("leaf", with(VALIDITY, new DERSequence(new ASN1Encodable[] {t, t})));
    assertThat(c.getNotAfter().toInstant()).isEqualTo(Instant.parse("1950-01-01T00:00:00Z"));
  }

  /** The same certificate or list in other bytes: nobody signed how many bits of them count. */
  @Test
  void refusesASignatureThatIsNotWholeBytes() throws Exception {
    X509Certificate leaf = Crypto.certificate("leaf", LEAF);
    refuses(countingOff(LEAF, leaf.getSignature().length));
    Bytes list = LabCrl.of(CA, NOW, NOW.plusSeconds(60), Map.of());
    RevocationList.parse("list", list);
    CertificateList read = CertificateList.getInstance(list.toArray());
    int signature = read.getSignature().getOctets().length;
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> RevocationList.parse("list", countingOff(list, signature)));
  }

  private static Bytes countingOff(Bytes der, int signature) {
    byte[] b = der.toArray();
    b[b.length - signature - 1] = 1;
    return Bytes.of(b);
  }

  private static void refuses(Bytes der) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Crypto.certificate("leaf", der).getPublicKey());
  }

  private static RevocationList list(ASN1ObjectIdentifier oid, boolean critical) throws Exception {
    X509v2CRLBuilder b =
        new X509v2CRLBuilder(
            X500Name.getInstance(CA.x509().getSubjectX500Principal().getEncoded()), Date.from(NOW));
    b.setNextUpdate(Date.from(NOW.plusSeconds(60)));
    boolean delta = oid.equals(Extension.deltaCRLIndicator);
    b.addExtension(oid, critical, delta ? new ASN1Integer(1) : DERNull.INSTANCE);
    LabIdentity issuer = CA;
    return RevocationList.parse(
        "crl",
        Bytes.of(
            b.build(
                    LabSigner.of(
                        issuer.keys().getPrivate(), dev.attestry.crypto.HashAlgorithm.SHA384))
                .getEncoded()));
  }

  /** SEC 1 C.2: field, curve, base point, order; the field of a characteristic of two. */
  private static ASN1Encodable binaryCurve(long degree) {
    ASN1Encodable field =
        sequence(
            new ASN1ObjectIdentifier("1.2.840.10045.1.2"),
            sequence(
                new ASN1Integer(degree),
                new ASN1ObjectIdentifier("1.2.840.10045.1.2.3.2"),
                new ASN1Integer(1)));
    ASN1Encodable octet = new DEROctetString(new byte[] {1});
    return sequence(
        new ASN1Integer(1),
        field,
        sequence(octet, octet),
        new DEROctetString(new byte[] {4, 1, 1}),
        new ASN1Integer(BigInteger.ONE.shiftLeft(160)));
  }

  private static ASN1Encodable spki(ASN1Encodable parameters) {
    return sequence(
        sequence(new ASN1ObjectIdentifier("1.2.840.10045.2.1"), parameters),
        new DERBitString(new byte[] {4, 1, 1}));
  }

  private static ASN1Encodable sequence(ASN1Encodable... items) {
    return new DERSequence(items);
  }

  /** The leaf with one field of its signed part replaced; the signature no longer fits. */
  private static Bytes with(int field, ASN1Encodable value) {
    return around(replaced(field, value));
  }

  private static Bytes appended(ASN1Encodable extensions) {
    ASN1EncodableVector v = new ASN1EncodableVector();
    ASN1Sequence tbs = tbs();
    for (int i = 0; i < Math.min(EXTENSIONS, tbs.size()); i++) {
      v.add(tbs.getObjectAt(i));
    }
    v.add(extensions);
    return around(new DERSequence(v));
  }

  private static Bytes around(ASN1Sequence tbs) {
    ASN1Sequence c = ASN1Sequence.getInstance(LEAF.toArray());
    return encoded(sequence(tbs, c.getObjectAt(1), c.getObjectAt(2)));
  }

  private static ASN1Sequence replaced(int field, ASN1Encodable value) {
    ASN1EncodableVector v = new ASN1EncodableVector();
    ASN1Sequence tbs = tbs();
    for (int i = 0; i < tbs.size(); i++) {
      v.add(i == field ? value : tbs.getObjectAt(i));
    }
    return new DERSequence(v);
  }

  private static ASN1Sequence tbs() {
    return ASN1Sequence.getInstance(ASN1Sequence.getInstance(LEAF.toArray()).getObjectAt(0));
  }

  private static Bytes encoded(ASN1Encodable item) {
    try {
      return Bytes.of(item.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
