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
import java.util.stream.Stream;

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

  static final SnpGuest GCE_A = guest("gce a", "firmware 1");
  static final SnpGuest GCE_B = guest("gce b", "firmware 1");

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

  /** On TDX: the trust domain and the enclave that holds the token's key need Intel's answers. */
  static LabCase cvmOnTdx() {
    AzureCvm vm = AzureCvm.of(CloudLab.TDX_VM, CloudLab.MAA);
    LabCase c = cvm(vm.evidence(slots("azure-cvm"), CloudLab.NOW));
    return c.with(c.input().withCollateral(vm.collateral(CloudLab.NOW)));
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
    return gceTdx(td(firmware), DcapLab.answers("TDX").collateral(), endorser, endorsed);
  }

  static LabCase gceTdx() {
    return gceTdx("firmware 1", CloudLab.ENDORSER, "firmware 1");
  }

  static LabCase gceTdx(TdxGuest td, Collateral intel, GceEndorser endorser, String endorsed) {
    Evidence quote = td.evidence(slots("gce-tdx").whole().orElseThrow());
    return gce("gce-tdx", quote, intel.plus(CompositeAttesters.endorsed(endorser, endorsed)))
        .trusting(DcapLab.PKI.anchor(), CloudLab.ENDORSER.anchor());
  }

  static TdxGuest td(String firmware) {
    return DcapLab.TD.writing(136, GceEndorser.mrtd(firmware));
  }

  /** An SNP guest as it is, under an endorsement of a firmware. */
  static LabCase gceSnp(SnpGuest guest, Collateral amd, GceEndorser endorser, String endorsed) {
    Evidence report = guest.evidence(slots("gce-sev-snp").whole().orElseThrow());
    return gce("gce-sev-snp", report, amd.plus(CompositeAttesters.endorsed(endorser, endorsed)))
        .trusting(SnpLab.GENOA.anchor(), CloudLab.ENDORSER.anchor());
  }

  static LabCase gceSnp(SnpGuest guest) {
    return gceSnp(guest, guest.collateral(CloudLab.NOW), CloudLab.ENDORSER, "firmware 1");
  }

  static LabCase gceSnp() {
    return gceSnp(GCE_A);
  }

  /** A machine of its own with a firmware. */
  static SnpGuest guest(String machine, String firmware) {
    return SnpGuest.launch(SnpLab.GENOA, 5, LabRandom.of(Bytes.zeros(32), machine))
        .writing(0x090, GceEndorser.snp(firmware, 4));
  }

  private static LabCase gce(String scheme, Evidence tee, Collateral collateral) {
    return new LabCase(
        scheme,
        scheme(scheme),
        new Evidence(scheme(scheme).mediaType(), tee.parts()),
        CloudLab.input(List.of()).withExpected(slots(scheme)).withCollateral(collateral));
  }

  /** One genuine case of each. */
  static Stream<LabCase> all() {
    return Stream.of(cvm(), shielded(), gceTdx(), gceSnp());
  }
}
