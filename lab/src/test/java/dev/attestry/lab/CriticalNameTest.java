package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/**
 * A critical subjectAltName, which a certificate without a subject must have (RFC 5280 section
 * 4.2.1.6): let through in the leaf of three kinds of path, and nothing else with it.
 */
final class CriticalNameTest {

  private static final Instant NOW = TpmLab.NOW;
  private static final Duration DAY = Duration.ofDays(1);

  /** How TPM makers name a TPM, TCG EK profile section 3.2.9. */
  private static final GeneralNames TPM_NAME =
      new GeneralNames(new GeneralName(new X500Name("CN=TPM of no certain maker")));

  private final SoftTpm tpm = TpmLab.booted();

  @Test
  void anAkMayBeNamedByItAlone() {
    Verification v = quote(tpm.issuer(), named("", "AK", TPM_NAME));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
  }

  /** No finding rests on a CA's alternative name, so that none may be asked to. */
  @Test
  void theCaOfAnAkMayNot() {
    LabIdentity ca = named("CN=CA", "CA", TPM_NAME).authority(1).under(tpm.root());
    Verification v =
        quote(ca, LabCertificate.of("CN=AK", tpm.ak().keys()).valid(NOW.minus(DAY), NOW.plus(DAY)));
    assertThat(TpmLab.failed(v)).contains("tpm2-quote.ak-chain");
    assertThat(v.findings().toString()).contains("not understood: [2.5.29.17]");
  }

  @Test
  void anAkWithAnythingElseThatIsCriticalIsRefused() {
    Verification v = quote(tpm.issuer(), strange(named("", "AK", TPM_NAME)));
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-chain");
    assertThat(v.findings().toString()).contains("not understood: [1.2.3.4]");
  }

  @Test
  void anEkMayBeNamedByItAlone() {
    ShieldedVm vm = CloudLab.SHIELDED;
    LabCertificate ek = ek("", TPM_NAME);
    assertThat(identity(ek.under(vm.intermediate())).failed()).isEmpty();
    assertThat(identity(strange(ek("", TPM_NAME)).under(vm.intermediate())).failed())
        .containsExactly("certificate.constraints");
  }

  /** The signer's names are what the metadata service is known by: the critical one is judged. */
  @Test
  void aSignerOfTheMetadataServiceIsJudgedByIt() {
    assertThat(imds(signer("metadata.azure.com")).failed()).isEmpty();
    assertThat(imds(signer("westeurope.metadata.azure.com")).failed()).isEmpty();
    for (String other :
        List.of("metadata.azure.com.attacker.example", "azure.com", "xmetadata.azure.com")) {
      assertThat(imds(signer(other)).failed())
          .as(other)
          .containsExactly("azure-imds-attested.subject-name");
    }
  }

  @Test
  void aSignerWithAnythingElseThatIsCriticalIsRefused() {
    assertThat(imds(strange(signer("metadata.azure.com"))).failed())
        .containsExactly("certificate.constraints");
  }

  /** A directory name, or an address, that reads like the service's is none of its names. */
  @Test
  void aSignerNeedsADnsName() {
    for (GeneralName name :
        List.of(
            new GeneralName(new X500Name("CN=metadata.azure.com")),
            new GeneralName(GeneralName.rfc822Name, "metadata.azure.com"),
            new GeneralName(GeneralName.uniformResourceIdentifier, "https://metadata.azure.com"))) {
      assertThat(imds(signer(new GeneralNames(name))).failed())
          .as(name.toString())
          .containsExactly("azure-imds-attested.subject-name");
    }
  }

  private Verification quote(LabIdentity ca, LabCertificate ak) {
    LabIdentity leaf = ak.usage(KeyUsage.digitalSignature).under(ca);
    SoftTpm other = SoftTpm.withKey(tpm.root(), ca, leaf, TpmLab.COMMAND_LINE);
    return TpmLab.verify(other, other.evidence(TpmLab.NONCE));
  }

  private LabCertificate named(String subject, String key, GeneralNames names) {
    return LabCertificate.of(
            subject, key.equals("AK") ? tpm.ak().keys() : TpmLab.PKI.key(key, LabKeyType.P384))
        .valid(NOW.minus(DAY), NOW.plus(DAY))
        .extension(Extension.subjectAlternativeName, true, names);
  }

  private static LabCertificate ek(String subject, GeneralNames names) {
    return LabCertificate.of(subject, CloudLab.SHIELDED.ek())
        .valid(CloudLab.NOW.minus(DAY), CloudLab.NOW.plus(DAY))
        .usage(KeyUsage.keyAgreement)
        .extension(Extension.subjectAlternativeName, true, names);
  }

  private static LabCase identity(LabIdentity ek) {
    ObjectNode o = Json.object();
    o.set("eccP256EncryptionKey", ShieldedVm.key(CloudLab.SHIELDED.ek(), ek));
    return CloudLab.identity()
        .with("identity", ShieldedVm.identity(o).part("identity").orElseThrow());
  }

  private static LabCertificate signer(String dnsName) {
    return signer(new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
  }

  private static LabCertificate signer(GeneralNames names) {
    return LabCertificate.of("", CloudLab.AZURE.signer().keys())
        .valid(CloudLab.NOW.minus(DAY), CloudLab.NOW.plus(DAY))
        .usage(KeyUsage.digitalSignature)
        .extension(Extension.subjectAlternativeName, true, names);
  }

  private static LabCase imds(LabCertificate signer) {
    LabIdentity identity = signer.under(CloudLab.AZURE.intermediate());
    LabCms cms =
        new LabCms(CloudLab.AZURE.content("4711081515", CloudLab.NOW))
            .digestAlgorithms(LabCms.SHA256_WITH_RSA)
            .certificate(identity)
            .signer(LabCms.Signer.bare(identity));
    return CloudLab.imds().with("attested", AzureInstance.answer(cms.der()));
  }

  /** One more critical extension, of which nobody knows what it means. */
  private static LabCertificate strange(LabCertificate c) {
    return c.extension(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE);
  }
}
