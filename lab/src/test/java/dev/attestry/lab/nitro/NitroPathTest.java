package dev.attestry.lab.nitro;

import static dev.attestry.lab.nitro.NitroChains.ISSUER;
import static dev.attestry.lab.nitro.NitroChains.KEYS;
import static dev.attestry.lab.nitro.NitroChains.ca;
import static dev.attestry.lab.nitro.NitroChains.document;
import static dev.attestry.lab.nitro.NitroChains.leaf;
import static dev.attestry.lab.nitro.NitroLab.NOW;
import static dev.attestry.lab.nitro.NitroLab.PKI;
import static dev.attestry.lab.nitro.NitroLab.REQUEST;
import static dev.attestry.lab.nitro.NitroLab.failed;
import static dev.attestry.lab.nitro.NitroLab.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.lab.LabCbor;
import dev.attestry.lab.LabCertificate;
import dev.attestry.lab.LabIdentity;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** The plan's cases N21 to N34 and N36: certificates that must not carry a document. */
final class NitroPathTest {

  private static final String CHAIN = "certificate.chain";
  private static final String CONSTRAINTS = "certificate.constraints";
  private static final String PROFILE = "nitro.certificate-profile";
  private static final String PARSE = "certificate.malformed";

  @Test
  void acceptsTheRightShortChain() {
    Verification v = judge(document(leaf("leaf").under(ISSUER), ISSUER, PKI.root()));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
  }

  /** N21: anchors are fingerprints; a root of the same name is another root. */
  @Test
  void n21RejectsARootOfTheSameNameWithAnotherKey() {
    String name = "C=US,O=Attestry lab,OU=LAB,CN=lab.nitro-enclaves";
    NitroPki forged = NitroPki.named(LabPki.named("forger"), name);
    assertThat(forged.root().x509().getSubjectX500Principal())
        .isEqualTo(PKI.root().x509().getSubjectX500Principal());
    NitroEnclave enclave = NitroEnclave.running(forged, "i-0123456789abcdef0", "evil");
    assertThat(failed(enclave.attest(REQUEST))).containsExactly("certificate.trusted-root");
  }

  @Test
  void n21RejectsTheTrueRootBesideAChainOfAnother() {
    LabIdentity forger = LabPki.named("forger").root("CN=x", LabKeyType.P384);
    LabIdentity ca = ca("issuer").authority(0).under(forger);
    assertThat(failed(document(leaf("leaf").under(ca), ca, PKI.root()))).containsExactly(CHAIN);
  }

  @Test
  void n22RejectsASelfSignedLeaf() {
    LabIdentity self = leaf("leaf").selfSigned();
    assertThat(failed(document(self, ISSUER, PKI.root()))).containsExactly(CHAIN);
    assertThat(failed(document(self, self))).contains("certificate.trusted-root");
  }

  @Test
  void n22RejectsTheRootAsLeaf() {
    assertThat(failed(document(PKI.root(), PKI.root()))).contains(PROFILE);
  }

  @Test
  void n22RejectsABundleInTheWrongOrder() {
    assertThat(failed(document(leaf("leaf").under(ISSUER), PKI.root(), ISSUER)))
        .contains(CHAIN, "certificate.trusted-root");
  }

  @Test
  void n22RejectsAnExtraCertificateInTheChain() {
    LabIdentity stray = ca("stray").authority(0).under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(ISSUER), stray, ISSUER, PKI.root())))
        .contains(CHAIN);
  }

  @Test
  void n22RejectsLongChainsBeforeCheckingSignatures() {
    LabIdentity[] eleven = new LabIdentity[11];
    Arrays.fill(eleven, PKI.root());
    assertThat(failed(document(leaf("leaf").under(ISSUER), eleven))).contains(CONSTRAINTS);
    LabIdentity[] hundred = new LabIdentity[100];
    Arrays.fill(hundred, PKI.root());
    assertThat(failed(document(leaf("leaf").under(ISSUER), hundred)))
        .containsExactly("evidence.malformed");
  }

  /** N23: a leaf that issues leaves, as in CVE-2002-0862. */
  @Test
  void n23RejectsIssuersThatAreNoCas() {
    LabIdentity without = ca("no-ca").usage(KeyUsage.keyCertSign).under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(without), without, PKI.root())))
        .containsExactly(CONSTRAINTS);
    LabIdentity saysNo =
        ca("no-ca")
            .extension(Extension.basicConstraints, true, new BasicConstraints(false))
            .under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(saysNo), saysNo, PKI.root())))
        .containsExactly(CONSTRAINTS);
  }

  @Test
  void n23RejectsAPathLongerThanAllowed() {
    LabIdentity below = ca("below").authority(0).under(ISSUER);
    assertThat(failed(document(leaf("leaf").under(below), below, ISSUER, PKI.root())))
        .containsExactly(CONSTRAINTS);
  }

  @Test
  void n23RejectsAnIssuerThatMayNotSignCertificates() {
    LabIdentity usage =
        ca("usage")
            .extension(Extension.basicConstraints, true, new BasicConstraints(0))
            .usage(KeyUsage.cRLSign | KeyUsage.digitalSignature)
            .under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(usage), usage, PKI.root())))
        .containsExactly(CONSTRAINTS);
  }

  @Test
  void rejectsALeafThatIsACaOrMayNotSign() {
    LabIdentity authority = ca("leaf").authority(0).under(ISSUER);
    assertThat(failed(document(authority, ISSUER, PKI.root()))).contains(PROFILE);
    LabIdentity mute =
        LabCertificate.of("CN=mute", KEYS.key("mute", LabKeyType.P384))
            .valid(NOW.minusSeconds(60), NOW.plusSeconds(60))
            .usage(KeyUsage.keyAgreement)
            .under(ISSUER);
    assertThat(failed(document(mute, ISSUER, PKI.root()))).containsExactly(PROFILE);
  }

  @Test
  void n24RejectsAnIntermediateOutsideItsLife() {
    LabIdentity old =
        ca("old")
            .authority(0)
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1))
            .under(PKI.root());
    Verification v = judge(document(leaf("leaf").under(old), old, PKI.root()));
    assertThat(failed(v)).containsExactly("certificate.validity");
    assertThat(v.findings().toString()).contains("CN=old");
  }

  @Test
  void n33RejectsOtherHashesAndFamiliesThanTheProfile() {
    for (HashAlgorithm hash : List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA512)) {
      LabIdentity l = leaf("leaf").hash(hash).under(ISSUER);
      assertThat(failed(document(l, ISSUER, PKI.root()))).containsExactly(PROFILE);
    }
    LabIdentity sha1 = leaf("leaf").hash(HashAlgorithm.SHA1).under(ISSUER);
    assertThat(failed(document(sha1, ISSUER, PKI.root()))).containsExactly(CHAIN, PROFILE);
    LabIdentity rsa =
        LabCertificate.of("O=Lab,CN=rsa", KEYS.key("rsa", LabKeyType.RSA2048))
            .authority(0)
            .under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(rsa), rsa, PKI.root()))).containsExactly(PROFILE);
  }

  @Test
  void n34RejectsACriticalExtensionThatIsNotUnderstood() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    LabIdentity critical = leaf("leaf").extension(unknown, true, DERNull.INSTANCE).under(ISSUER);
    assertThat(failed(document(critical, ISSUER, PKI.root()))).containsExactly(CONSTRAINTS);
    LabIdentity other = leaf("leaf").extension(unknown, false, DERNull.INSTANCE).under(ISSUER);
    assertThat(judge(document(other, ISSUER, PKI.root())).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  /** N29: name constraints are not processed, so an issuer that has them is refused. */
  @Test
  void n29RejectsCriticalNameConstraints() {
    GeneralSubtree[] subtrees = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "lab."))};
    LabIdentity constrained =
        ca("constrained")
            .authority(0)
            .extension(Extension.nameConstraints, true, new NameConstraints(subtrees, null))
            .under(PKI.root());
    assertThat(failed(document(leaf("leaf").under(constrained), constrained, PKI.root())))
        .containsExactly(CONSTRAINTS);
  }

  @Test
  void n34RejectsNegativeAndOverlongSerialNumbers() {
    for (BigInteger serial :
        List.of(BigInteger.valueOf(-5), BigInteger.ONE.shiftLeft(160), BigInteger.TWO.pow(319))) {
      LabIdentity l = leaf("leaf").serial(serial).under(ISSUER);
      assertThat(failed(rawDocument(l.certificate()))).containsExactly(PARSE);
    }
    LabIdentity twenty =
        leaf("leaf").serial(BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE)).under(ISSUER);
    assertThat(judge(document(twenty, ISSUER, PKI.root())).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  /** N36: the JDK's reader takes BER, PEM and trailing bytes; ours does not. */
  @Test
  void n36RejectsCertificatesThatAreNotPlainDer() {
    Bytes der = leaf("leaf").under(ISSUER).certificate();
    Bytes content = der.slice(4, der.length());
    List<Bytes> bad =
        List.of(
            Bytes.concat(der, Bytes.of(0)),
            Bytes.concat(Bytes.of(0x30, 0x80), content, Bytes.of(0, 0)),
            Bytes.concat(Bytes.of(0x30, 0x83, 0, content.length() >> 8, content.length()), content),
            Bytes.utf8("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
            der.slice(0, der.length() - 1));
    for (Bytes b : bad) {
      assertThat(failed(rawDocument(b))).as(b.toString()).containsExactly(PARSE);
    }
  }

  /** RFC 5280 §4.1.1.2: an unsigned algorithm field that differs from the signed one. */
  @Test
  void rejectsACertificateWhoseTwoAlgorithmFieldsDiffer() {
    String der = leaf("leaf").under(ISSUER).certificate().hex();
    String sha384 = "06082a8648ce3d040303";
    int outer = der.lastIndexOf(sha384);
    assertThat(outer).isGreaterThan(der.indexOf(sha384));
    String changed = der.substring(0, outer) + "06082a8648ce3d040302" + der.substring(outer + 20);
    assertThat(failed(rawDocument(Bytes.ofHex(changed)))).containsExactly(PARSE);
  }

  /** N25, CVE-2020-0601: a curve by its parameters instead of by its name. */
  @Test
  void n25RejectsKeysWithExplicitCurveParameters() {
    Bytes der = ExplicitCurve.certificate();
    assertThat(failed(rawDocument(der))).containsExactly(PARSE);
  }

  private static Bytes rawDocument(Bytes leaf) {
    return NitroLab.document().field("certificate", LabCbor.bytes(leaf)).signedBy(NitroLab.leaf());
  }
}
