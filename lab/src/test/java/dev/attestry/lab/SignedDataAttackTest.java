package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on PKCS #7 around identity documents, of Azure's metadata service and of EC2's. */
final class SignedDataAttackTest {

  private static final Bytes AZURE = CloudLab.AZURE.content("4711081515", CloudLab.NOW);
  private static final LabIdentity SERVICE = CloudLab.AZURE.signer();
  private static final KeyPair FORGER = CloudLab.LAB.key("forger", LabKeyType.RSA2048);

  /** A certificate of the forger's own with the service's name. */
  private static final LabIdentity FORGED =
      LabCertificate.of("C=ZZ,O=Attestry LAB,CN=metadata.azure.com", FORGER)
          .hash(HashAlgorithm.SHA256)
          .extension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(new GeneralName(GeneralName.dNSName, "metadata.azure.com")))
          .selfSigned();

  private static LabCms azure() {
    return new LabCms(AZURE).digestAlgorithms(LabCms.SHA256_WITH_RSA);
  }

  private static LabCms ec2() {
    return new LabCms(CloudLab.EC2.document());
  }

  private static LabCms.Signer ec2Signer() {
    return LabCms.Signer.attributes(CloudLab.EC2.certificate(), CloudLab.EC2.document());
  }

  private static LabCase azure(LabCms cms) {
    return CloudLab.imds().with("attested", AzureInstance.answer(cms.der()));
  }

  private static LabCase ec2(LabCms cms) {
    return CloudLab.iid("pkcs7", CloudLab.EC2.evidence())
        .with("pkcs7", Bytes.utf8(LabPem.lines(cms.der())));
  }

  @Test
  void takesTheHonestFormsThatTheAttacksStartFrom() {
    assertThat(azure(azure().certificate(SERVICE).signer(LabCms.Signer.bare(SERVICE))).failed())
        .isEmpty();
    assertThat(ec2(ec2().signer(ec2Signer())).failed()).isEmpty();
  }

  /** SPIRE before 1.15.1 took the first certificate of the bag for the signer's. */
  @Test
  void refusesTheForgersSignatureBesideTheServicesCertificate() {
    LabCase first =
        azure(azure().certificate(SERVICE).certificate(FORGED).signer(LabCms.Signer.bare(FORGED)));
    LabCase last =
        azure(azure().certificate(FORGED).certificate(SERVICE).signer(LabCms.Signer.bare(FORGED)));
    assertThat(first.failed()).contains("certificate.trusted-root");
    assertThat(last.failed()).contains("certificate.trusted-root");
  }

  @Test
  void refusesTheForgersSignatureInTheNameOfTheService() {
    LabCms.Signer swapped = new LabCms.Signer(SERVICE, FORGER, Optional.empty());
    assertThat(azure(azure().certificate(SERVICE).signer(swapped)).failed())
        .containsExactly("evidence.signature");
    LabCms.Signer ec2 =
        new LabCms.Signer(CloudLab.EC2.certificate(), FORGER, Optional.of(CloudLab.EC2.document()));
    assertThat(ec2(ec2().signer(ec2)).failed()).containsExactly("evidence.signature");
  }

  /** The certificate in the bag is not the region's, though its name is. */
  @Test
  void refusesACertificateOfTheRegionsNameFromTheBag() {
    LabIdentity named = LabCertificate.of("C=ZZ,ST=Lab,L=Lab,O=Attestry LAB", FORGER).selfSigned();
    LabCms cms =
        ec2().certificate(named).signer(LabCms.Signer.attributes(named, CloudLab.EC2.document()));
    assertThat(ec2(cms).failed()).containsExactly("aws-iid.signer");
  }

  @Test
  void refusesTheCertificateOfAnotherRegion() {
    Ec2Instance other = Ec2Instance.of(CloudLab.LAB, "i-0123456789abcdef0", "lab-east-2");
    LabCase c = CloudLab.iid("pkcs7", other.evidence());
    assertThat(c.failed()).containsExactly("aws-iid.signer");
  }

  /** The signature is over a SET in the tag's place, so that nothing covers the tag itself. */
  @Test
  void refusesSignedAttributesUnderAnotherTag() {
    byte[] der = ec2().signer(ec2Signer()).der().toArray();
    // The tag and length before the attribute contentType: SEQUENCE, OID 1.2.840.113549.1.9.3.
    int at = Bytes.of(der).hex().indexOf("301806092a864886f70d010903") / 2 - 2;
    assertThat(der[at]).isEqualTo((byte) 0xa0);
    for (int tag : new int[] {0xa1, 0xb4, 0x60, 0xe0}) {
      der[at] = (byte) tag;
      LabCase c =
          CloudLab.iid("pkcs7", CloudLab.EC2.evidence())
              .with("pkcs7", Bytes.utf8(LabPem.lines(Bytes.of(der))));
      assertThat(c.failed()).as("tag %02x", tag).containsExactly("evidence.malformed");
    }
  }

  @Test
  void refusesNoSignerAndSeveral() {
    assertThat(azure(azure().certificate(SERVICE)).failed()).containsExactly("evidence.malformed");
    LabCms two =
        azure()
            .certificate(SERVICE)
            .certificate(FORGED)
            .signer(LabCms.Signer.bare(SERVICE))
            .signer(LabCms.Signer.bare(FORGED));
    assertThat(azure(two).failed()).containsExactly("evidence.malformed");
    assertThat(ec2(ec2()).failed()).containsExactly("evidence.malformed");
    assertThat(ec2(ec2().signer(ec2Signer()).signer(ec2Signer())).failed())
        .containsExactly("evidence.malformed");
  }

  @Test
  void leavesOpenNothingWhereTheSignersCertificateDidNotComeAlong() {
    assertThat(azure(azure().signer(LabCms.Signer.bare(SERVICE))).failed())
        .containsExactly("azure-imds-attested.signer");
  }

  @Test
  void refusesAttributesOverAnotherDocument() {
    Bytes other = Bytes.utf8("{}");
    assertThat(
            ec2(ec2().signer(LabCms.Signer.attributes(CloudLab.EC2.certificate(), other))).failed())
        .containsExactly("aws-iid.message-digest");
    LabCms azure = azure().certificate(SERVICE).signer(LabCms.Signer.attributes(SERVICE, other));
    assertThat(azure(azure).failed()).contains("azure-imds-attested.message-digest");
  }

  /** The attributes of a genuine signature, given as content without attributes: it still holds. */
  @Test
  void refusesASignatureOverAttributesThatIsShownAsOneOverContent() throws MalformedInput {
    Bytes der = ec2().signer(ec2Signer()).der();
    Bytes attributes = attributes(der);
    LabCms.Signer bare =
        new LabCms.Signer(
            CloudLab.EC2.certificate(), CloudLab.EC2.certificate().keys(), Optional.empty());
    LabCase c = ec2(new LabCms(attributes).signer(bare));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(c.failed()).containsExactly("evidence.malformed");
  }

  static Stream<Function<LabCms, LabCms>> framings() {
    return Stream.of(
        c -> c.types(LabCms.DATA, LabCms.DATA),
        c -> c.types("1.2.840.113549.1.7.3", LabCms.DATA),
        c -> c.types(LabCms.SIGNED_DATA, LabCms.SIGNED_DATA),
        c -> c.version(0),
        c -> c.version(3),
        c -> c.digestAlgorithms(LabCms.SHA256, LabCms.SHA256_WITH_RSA));
  }

  /** No signature covers these, so there is one form of each. */
  @ParameterizedTest
  @MethodSource("framings")
  void refusesOtherTypesVersionsAndAlgorithmsAround(Function<LabCms, LabCms> changed) {
    LabCms cms = azure().certificate(SERVICE).signer(LabCms.Signer.bare(SERVICE));
    assertThat(azure(changed.apply(cms)).failed()).containsExactly("evidence.malformed");
    assertThat(ec2(changed.apply(ec2()).signer(ec2Signer())).failed())
        .containsExactly("evidence.malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.azure.com.forger.example",
        "xmetadata.azure.com",
        "metadata.azure.net",
        "a.b.metadata.azure.com"
      })
  void n77RefusesALookAlikeOfTheServicesName(String name) {
    LabIdentity signer = CloudLab.AZURE.signer(name);
    LabCms cms = azure().certificate(signer).signer(LabCms.Signer.bare(signer));
    assertThat(azure(cms).failed()).containsExactly("azure-imds-attested.subject-name");
  }

  @Test
  void n81JudgesTheLifeOfADocument() {
    LabCase c = CloudLab.imds();
    for (long seconds : new long[] {-1, 6 * 3600 + 1}) {
      LabCase later =
          new LabCase(
              c.name(),
              c.scheme(),
              CloudLab.AZURE.evidence("4711081515", CloudLab.NOW.minusSeconds(seconds)),
              c.input());
      assertThat(later.failed()).containsExactly("azure-imds-attested.document-validity");
    }
  }

  @Test
  void refusesADocumentThatLiesBesideTheSignedOne() {
    LabCase c = CloudLab.iid("pkcs7", CloudLab.EC2.evidence()).with("document", Bytes.utf8("{}"));
    assertThat(c.failed()).containsExactly("aws-iid.document");
  }

  @Test
  void n85RefusesNamesThatStandTwiceInTheDocument() {
    String twice = CloudLab.EC2.document().utf8().replaceFirst("\\{", "{\"accountId\":\"1\",");
    Bytes document = Bytes.utf8(twice);
    LabCms cms =
        new LabCms(document).signer(LabCms.Signer.attributes(CloudLab.EC2.certificate(), document));
    assertThat(ec2(cms).failed()).containsExactly("evidence.malformed");
  }

  @Test
  void aFullJudgementCountsTenDigitsForNoChallenge() {
    LabCase c = CloudLab.imds();
    LabCase full = c.with(c.input().withProfile(Profile.FULL));
    assertThat(full.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(full.ids(Outcome.SKIPPED)).containsExactly("evidence.nonce");
  }

  /** It stays the same while the instance lives: a copy of years ago is as good as today's. */
  @Test
  void aCopyOfAnIdentityDocumentAnswersNoChallenge() {
    for (Evidence form : List.of(CloudLab.EC2.evidence(), CloudLab.EC2.bareEvidence())) {
      LabCase unasked = CloudLab.iid("copy", form);
      assertThat(unasked.verify().verdict()).isEqualTo(Verdict.VERIFIED);
      LabCase asked = unasked.with(unasked.input().withExpectedNonce(CloudLab.NONCE));
      assertThat(asked.ids(Outcome.SKIPPED)).containsExactly("evidence.nonce");
      assertThat(asked.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  /** SET OF attributes as it is signed: with the tag of a SET. */
  private static Bytes attributes(Bytes cms) throws MalformedInput {
    DerReader signed = DerReader.of("cms", cms).enter(DerReader.SEQUENCE);
    signed.oid();
    DerReader data = signed.enter(0xa0).enter(DerReader.SEQUENCE);
    data.skip(); // version
    data.skip(); // digestAlgorithms
    data.skip(); // content
    DerReader signer = data.enter(DerReader.SET).enter(DerReader.SEQUENCE);
    signer.skip(); // version
    signer.skip(); // issuer and serial number
    signer.skip(); // digestAlgorithm
    Bytes content = signer.content(0xa0);
    return Bytes.concat(Bytes.of(DerReader.SET, content.length()), content);
  }
}
