package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on composites: parts of different machines, and nonces in the wrong part. */
final class CompositeAttackTest {

  private static final String CVM = "azure-cvm";
  private static final List<String> QUOTED =
      List.of("attest", "signature", "pcrs", "eventlog", "ima_log");

  private static void verifies(LabCase c, EvidenceClass expected) {
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.evidenceClass()).isEqualTo(expected);
    assertThat(v.recipe()).contains(c.scheme().recipe().label());
  }

  @Test
  void partsOfOneMachineThatAnswerTheirOwnNoncesAreVerified() {
    verifies(CompositeLab.cvm(), EvidenceClass.H1V);
    verifies(CompositeLab.shielded(), EvidenceClass.H3);
    verifies(CompositeLab.gceTdx(), EvidenceClass.H1);
    verifies(CompositeLab.gceSnp(), EvidenceClass.H1);
    assertThat(CompositeLab.cvm().ids(Outcome.PASSED)).contains("evidence.key-confirmation");
    assertThat(CompositeLab.shielded().ids(Outcome.PASSED)).contains("evidence.key-confirmation");
  }

  /** Relay: a good machine's token, asked for with our nonce, beside a bad machine's report. */
  @Test
  void theTokenOfVmBWithTheReportOfVmAIsRefused() {
    Slots slots = CompositeLab.slots(CVM);
    LabCase mixed = CompositeLab.cvm().with("token", CompositeLab.CVM_B.token(slots, CloudLab.NOW));
    assertThat(mixed.failed()).containsExactly("azure-cvm.token-key");
    assertThat(mixed.ids(Outcome.SKIPPED)).contains("evidence.key-confirmation");
  }

  /** The same the other way round: all of machine B but the token. */
  @Test
  void theReportAndQuoteOfVmBUnderTheTokenOfVmAAreRefused() {
    Slots slots = CompositeLab.slots(CVM);
    LabCase mixed =
        CompositeLab.cvm(
            CompositeLab.CVM_B.evidence(
                CompositeLab.raw("quote"), CompositeLab.CVM_A.token(slots, CloudLab.NOW)));
    assertThat(mixed.failed()).containsExactly("azure-cvm.token-key");
  }

  @Test
  void theQuoteOfVmBUnderTheReportOfVmAIsRefused() {
    LabCase mixed = CompositeLab.cvm();
    Map<String, Bytes> theirs = CompositeLab.VM_B.parts(CompositeLab.raw("quote"));
    for (String role : QUOTED) {
      mixed = mixed.with(role, theirs.getOrDefault(role, Bytes.EMPTY));
    }
    assertThat(mixed.failed()).containsExactly("tpm2-quote.signature");
  }

  /** Each part answers, but the other part's challenge: one answer stands in for two. */
  @Test
  void noncesThatArePutIntoEachOthersPartsAreRefused() {
    Slots swapped = Slots.of(Bytes.utf8(CompositeLab.raw("quote").hex()));
    Bytes token =
        CloudLab.MAA.token(CompositeLab.VM_A, swapped.whole().orElseThrow(), CloudLab.NOW);
    LabCase c = CompositeLab.cvm(CompositeLab.CVM_A.evidence(CompositeLab.raw("token"), token));
    assertThat(c.failed()).containsExactly("evidence.nonce", "evidence.nonce");
    LabCase onlyQuote = CompositeLab.cvm().with("token", token);
    assertThat(onlyQuote.failed()).containsExactly("evidence.nonce");
  }

  /** The component's own nonce is nobody's: a recording of a simple check does not serve. */
  @Test
  void thePartsDoNotAnswerTheChallengeOfTheWhole() {
    Bytes whole = CompositeLab.CHALLENGE.nonce();
    LabCase c =
        CompositeLab.cvm(CompositeLab.CVM_A.evidence(whole, CompositeLab.cvm().part("token")));
    assertThat(c.failed()).containsExactly("evidence.nonce");
    assertThat(
            CompositeLab.shielded(
                    CompositeLab.SHIELDED_A.evidence(
                        CompositeLab.SHIELDED_A.vtpm("ro quiet"), whole))
                .failed())
        .containsExactly("evidence.nonce");
  }

  private static LabCase token(ObjectNode claims) {
    return CompositeLab.cvm()
        .with("token", CloudLab.MAA.token(CloudLab.MAA.header(), Bytes.utf8(claims.toString())));
  }

  private static ObjectNode claims() {
    return CloudLab.MAA.snpVm(CompositeLab.nonce(CVM, "token"), "app 1", CloudLab.NOW);
  }

  /** The guest fills the runtime claims at the top: it can write any key there. */
  @Test
  void aKeyThatOnlyTheGuestNamedDoesNotBindTheToken() {
    ObjectNode claims = claims();
    ObjectNode key = LabToken.jwk("HCLAkPub", CompositeLab.VM_A.attestationKey());
    claims.withObject("/x-ms-runtime").putArray("keys").add(key);
    claims.withObject("/x-ms-isolation-tee").remove("x-ms-runtime");
    assertThat(token(claims).failed()).contains("azure-cvm.token-key");
  }

  @Test
  void aTokenThatNamesTwoAttestationKeysIsRefused() {
    ObjectNode claims = claims();
    claims
        .withObject("/x-ms-isolation-tee")
        .putObject("x-ms-runtime")
        .putArray("keys")
        .add(LabToken.jwk("HCLAkPub", CompositeLab.VM_B.attestationKey()))
        .add(LabToken.jwk("HCLAkPub", CompositeLab.VM_A.attestationKey()));
    assertThat(token(claims).failed()).contains("azure-cvm.token-key");
  }

  @Test
  void aTokenAboutAnotherParavisorIsRefused() {
    ObjectNode claims = claims();
    claims
        .withObject("/x-ms-isolation-tee")
        .putObject("x-ms-runtime")
        .putArray("keys")
        .add(LabToken.jwk("HCLAkPub", CompositeLab.VM_A.attestationKey()));
    assertThat(token(claims).failed()).containsExactly("azure-cvm.token-measurement");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "attest", "hcl_report"})
  void aVmThatLeavesAPartOutIsNotVerified(String role) {
    LabCase c = CompositeLab.cvm();
    Map<String, Bytes> parts = new TreeMap<>(c.evidence().parts());
    parts.remove(role);
    LabCase less = CompositeLab.cvm(Evidence.of(c.evidence().mediaType(), parts));
    assertThat(less.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Relay: the API's word about machine A beside what machine B booted. */
  @Test
  void theQuoteOfMachineBUnderTheIdentityOfMachineAIsRefused() {
    LabCase mixed = CompositeLab.shielded();
    Map<String, Bytes> theirs =
        CompositeLab.SHIELDED_B
            .evidence(CompositeLab.SHIELDED_B.vtpm("ro quiet"), CompositeLab.raw("quote"))
            .parts();
    for (String role : QUOTED) {
      mixed = mixed.with(role, theirs.getOrDefault(role, Bytes.EMPTY));
    }
    assertThat(mixed.failed())
        .containsExactly("tpm2-quote.signature", "gce-shielded-vm.attestation-key");
    assertThat(mixed.ids(Outcome.SKIPPED)).contains("evidence.key-confirmation");
  }

  /** A quote may not bring the key that it is judged by. */
  @Test
  void aKeyThatCameWithTheQuoteIsNotTheIdentitys() {
    SoftTpm other = CompositeLab.SHIELDED_B.vtpm("ro quiet");
    LabCase mixed = CompositeLab.shielded();
    Map<String, Bytes> theirs = other.evidence(CompositeLab.raw("quote")).parts();
    for (Map.Entry<String, Bytes> e : theirs.entrySet()) {
      mixed = mixed.with(e.getKey(), e.getValue()); // ak_chain and ak_tpm_public with it
    }
    assertThat(mixed.failed())
        .containsExactly("tpm2-quote.signature", "gce-shielded-vm.attestation-key");
  }

  @Test
  void theBootLogOfAnotherBootIsRefused() {
    Bytes log = CompositeLab.SHIELDED_A.vtpm("ro init=/bin/sh").boot().log();
    assertThat(CompositeLab.shielded().with("eventlog", log).failed()).isNotEmpty();
    assertThat(CompositeLab.shielded().with("eventlog", log).verify().verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  /** Plain Shielded VMs: keys without certificates, which nobody can show again. */
  @Test
  void anIdentityWithoutCertificatesVouchesForNoQuote() {
    ObjectNode o = Json.object();
    ObjectNode full =
        ShieldedVm.key(
            CompositeLab.SHIELDED_A.ak(),
            CompositeLab.SHIELDED_A.certificate(
                CompositeLab.SHIELDED_A.ak(), KeyUsage.digitalSignature));
    full.remove("ekCert");
    o.set("eccP256SigningKey", full);
    LabCase c = CompositeLab.shielded().with("identity", Bytes.utf8(o.toString()));
    assertThat(c.failed()).isEmpty();
    assertThat(c.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(c.verify().claims().at("/pcrs")).isEmpty();
  }

  /** Firmware that Google never built, in a TD that is genuine otherwise. */
  @Test
  void aMeasurementThatNoEndorsementNamesIsRefused() {
    LabCase c = CompositeLab.gceTdx("evil firmware", CloudLab.ENDORSER, "firmware 1");
    assertThat(c.failed()).containsExactly("gce-endorsement.measurement");
  }

  @Test
  void anEndorsementBySomebodyElseIsRefused() {
    GceEndorser other =
        GceEndorser.of(LabPki.named("another endorser"), CloudLab.NOW.minus(Duration.ofDays(1)));
    LabCase c = CompositeLab.gceTdx("evil firmware", other, "evil firmware");
    assertThat(c.failed()).contains("certificate.chain");
  }

  /** Machine A runs the endorsed firmware, machine B answers: on SNP as on TDX. */
  @Test
  void theReportOfMachineBUnderTheEndorsementOfMachineAsFirmwareIsRefused() {
    SnpGuest evil = CompositeLab.guest("gce b", "evil firmware");
    assertThat(CompositeLab.gceSnp(evil).failed()).containsExactly("gce-endorsement.measurement");
    LabCase itsOwn =
        CompositeLab.gceSnp(
            evil,
            evil.collateral(CloudLab.NOW),
            GceEndorser.of(LabPki.named("another endorser"), CloudLab.NOW.minusSeconds(86_400)),
            "evil firmware");
    assertThat(itsOwn.failed()).contains("certificate.chain");
  }

  /**
   * The chip's certificate of machine A over what machine B's chip signed, and B's chip id put in.
   */
  @Test
  void theReportOfMachineBUnderTheChipCertificateOfMachineAIsRefused() {
    Collateral ofA = CompositeLab.GCE_A.collateral(CloudLab.NOW);
    LabCase mixed = CompositeLab.gceSnp(CompositeLab.GCE_B, ofA, CloudLab.ENDORSER, "firmware 1");
    assertThat(mixed.failed()).containsExactly("sev-snp.report-signature", "sev-snp.chip-id");
    SnpGuest posing = CompositeLab.GCE_B.writing(0x1a0, CompositeLab.GCE_A.hardwareId());
    assertThat(CompositeLab.gceSnp(posing, ofA, CloudLab.ENDORSER, "firmware 1").failed())
        .containsExactly("sev-snp.report-signature");
  }

  /** The report of machine A, relayed by machine B, which was asked with another nonce. */
  @Test
  void aReportOfMachineAForAnotherNonceIsRefused() {
    Bytes recorded = CompositeLab.GCE_A.report(Bytes.zeros(64));
    assertThat(CompositeLab.gceSnp().with("report", recorded).failed())
        .containsExactly("sev-snp.report-data");
  }

  @Test
  void aReportWithoutAnEndorsementIsNotVerified() {
    LabCase c = CompositeLab.gceTdx();
    Collateral intel = DcapLab.answers("TDX").collateral();
    assertThat(c.with(c.input().withCollateral(intel)).verify().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    LabCase snp = CompositeLab.gceSnp();
    Collateral amd = CompositeLab.GCE_A.collateral(CloudLab.NOW);
    assertThat(snp.with(snp.input().withCollateral(amd)).verify().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }
}
