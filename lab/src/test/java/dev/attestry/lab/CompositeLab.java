package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import java.util.List;
import java.util.Optional;

/** Machines that answer in parts, each beside another of its kind, and one challenge for all. */
final class CompositeLab {

  static final Challenge CHALLENGE =
      new Challenge(
          "log.example/1", 7, Bytes.zeros(32), "cloud/vm", Bytes.zeros(16), Optional.empty());

  static final AzureVm VM_A = CloudLab.SNP_VM;
  static final AzureVm VM_B = AzureVm.onSnp(CloudLab.PARAVISOR, CloudLab.vtpm("other"));
  static final AzureCvm CVM_A = AzureCvm.of(VM_A, CloudLab.MAA);
  static final AzureCvm CVM_B = AzureCvm.of(VM_B, CloudLab.MAA);

  static final ShieldedVm SHIELDED_A = CloudLab.SHIELDED;
  static final ShieldedVm SHIELDED_B = ShieldedVm.of(CloudLab.LAB, 43, CloudLab.NOW);

  private CompositeLab() {}

  static Scheme scheme(String name) {
    return Schemes.named(name).orElseThrow();
  }

  static Slots slots(String scheme) {
    return scheme(scheme).recipe().slots(CHALLENGE);
  }

  /** The nonce of a part as this part's slot holds it. */
  static Bytes nonce(String scheme, String part) {
    return slots(scheme).part(part).whole().orElseThrow();
  }

  /** The 32 bytes of a part's nonce, whatever its slot. */
  static Bytes raw(String part) {
    return new Challenge(
            CHALLENGE.origin(),
            CHALLENGE.size(),
            CHALLENGE.root(),
            CHALLENGE.component(),
            CHALLENGE.salt(),
            Optional.of(part))
        .nonce();
  }

  static LabCase cvm() {
    return cvm(CVM_A.evidence(slots("azure-cvm"), CloudLab.NOW));
  }

  static LabCase cvm(Evidence evidence) {
    return new LabCase(
        "azure-cvm",
        scheme("azure-cvm"),
        evidence,
        CloudLab.input(
                List.of(CloudLab.MAA.issuerAnchor(), DcapLab.PKI.anchor(), SnpLab.GENOA.anchor()))
            .withExpected(slots("azure-cvm"))
            .withStated(Json.object().put("expected_issuer", CloudLab.MAA.issuer()))
            .withCollateral(CVM_A.collateral(CloudLab.NOW)));
  }

  static LabCase shielded() {
    return shielded(SHIELDED_A.evidence(SHIELDED_A.vtpm("ro quiet"), raw("quote")));
  }

  static LabCase shielded(Evidence evidence) {
    return new LabCase(
        "gce-shielded-vm",
        scheme("gce-shielded-vm"),
        evidence,
        CloudLab.input(List.of(SHIELDED_A.anchor()))
            .withExpected(slots("gce-shielded-vm"))
            .withCollateral(SHIELDED_A.collateral()));
  }

  /** A TD with a firmware, under an endorsement of a firmware. */
  static LabCase gceTdx(String firmware, GceEndorser endorser, String endorsed) {
    Bytes slot = slots("gce-tdx").whole().orElseThrow();
    TdxGuest td = DcapLab.TD.writing(136, GceEndorser.mrtd(firmware));
    Collateral intel = DcapLab.answers("TDX").collateral();
    return new LabCase(
        "gce-tdx",
        scheme("gce-tdx"),
        new Evidence("application/vnd.attestry.gce-tdx", td.evidence(slot).parts()),
        CloudLab.input(List.of(DcapLab.PKI.anchor(), CloudLab.ENDORSER.anchor()))
            .withExpected(slots("gce-tdx"))
            .withCollateral(intel.plus(CompositeAttesters.endorsed(endorser, endorsed))));
  }

  /** A confidential VM on SNP with a firmware, under the endorsement of it. */
  static LabCase gceSnp() {
    Bytes slot = slots("gce-sev-snp").whole().orElseThrow();
    SnpGuest guest = CloudLab.PARAVISOR.writing(0x090, GceEndorser.snp("firmware 1", 4));
    return new LabCase(
        "gce-sev-snp",
        scheme("gce-sev-snp"),
        new Evidence("application/vnd.attestry.gce-sev-snp", guest.evidence(slot).parts()),
        CloudLab.input(List.of(SnpLab.GENOA.anchor(), CloudLab.ENDORSER.anchor()))
            .withExpected(slots("gce-sev-snp"))
            .withCollateral(
                guest
                    .collateral(CloudLab.NOW)
                    .plus(CompositeAttesters.endorsed(CloudLab.ENDORSER, "firmware 1"))));
  }

  static LabCase gceTdx() {
    return gceTdx("firmware 1", CloudLab.ENDORSER, "firmware 1");
  }
}
