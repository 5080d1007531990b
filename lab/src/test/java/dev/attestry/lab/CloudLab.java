package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a lab's three clouds attest, made once, and a relying party that trusts the lab. */
final class CloudLab {

  static final Instant NOW = DcapLab.NOW;
  static final LabPki LAB = LabPki.named("cloud tests");
  static final String AUDIENCE = "https://verifier.example";
  static final Bytes NONCE = Bytes.ofHex("6b".repeat(32));
  static final Bytes HEX_NONCE = Bytes.utf8(NONCE.hex());

  static final MaaService MAA = MaaService.of(LAB, DcapLab.PLATFORM, "ours");
  static final GoogleIssuer GOOGLE = GoogleIssuer.of(LAB, NOW);
  static final AzureInstance AZURE = AzureInstance.of(LAB, "0a0b0c0d", NOW);
  static final Ec2Instance EC2 = Ec2Instance.of(LAB, "i-0123456789abcdef0", "lab-west-1");
  static final GceEndorser ENDORSER = GceEndorser.of(LAB, NOW.minusSeconds(86_400));
  static final ShieldedVm SHIELDED = ShieldedVm.of(LAB, 42, NOW);
  static final SnpGuest PARAVISOR =
      SnpGuest.launch(SnpLab.GENOA, 5, LabRandom.of(Bytes.zeros(32), "paravisor"));
  static final AzureVm SNP_VM = AzureVm.onSnp(PARAVISOR, vtpm("snp-vm"));
  static final AzureVm TDX_VM = AzureVm.onTdx(DcapLab.TD, vtpm("tdx-vm"));

  private CloudLab() {}

  static SoftTpm vtpm(String name) {
    return AzureVm.vtpm(LAB, name, NOW, "ro quiet");
  }

  /** One genuine case of each scheme and form. */
  static Stream<LabCase> all() {
    return Stream.of(
        maa(),
        hcl("snp", SNP_VM),
        hcl("tdx", TDX_VM),
        imds(),
        iid("pkcs7", EC2.evidence()),
        iid("signature", EC2.bareEvidence()),
        google("oidc", GOOGLE.oidc(HEX_NONCE, AUDIENCE, "app 1", NOW)),
        google("pki", GOOGLE.pki(HEX_NONCE, AUDIENCE, "app 1", NOW)),
        google("identity", GOOGLE.identity(NONCE, AUDIENCE, NOW)).with(hexInput()),
        endorsement(),
        identity(),
        quote("tdx", DcapLab.TD.evidence(DcapLab.NONCE), "TDX"),
        quote("sgx", DcapLab.ENCLAVE.evidence(DcapLab.NONCE), "SGX"));
  }

  static LabCase maa() {
    return of("maa-jwt", "", MAA.evidence(HEX_NONCE, "app 1", NOW), maaInput(MAA));
  }

  static VerificationInput maaInput(MaaService service) {
    ObjectNode stated = Json.object().put("expected_issuer", MAA.issuer());
    return input(List.of(service.anchor(), DcapLab.PKI.anchor()))
        .withExpectedNonce(HEX_NONCE)
        .withStated(stated)
        .withCollateral(service.collateral(NOW));
  }

  static LabCase hcl(String form, AzureVm vm) {
    return of(
        "azure-hcl",
        form,
        vm.evidence(NONCE),
        input(List.of(DcapLab.PKI.anchor(), SnpLab.GENOA.anchor()))
            .withExpectedNonce(NONCE)
            .withCollateral(vm.collateral(NOW)));
  }

  /** As given: in full its nonce of ten digits counts as none. */
  static LabCase imds() {
    return of(
        "azure-imds-attested",
        "",
        AZURE.evidence("4711081515", NOW),
        input(List.of(AZURE.anchor()))
            .withProfile(Profile.AS_GIVEN)
            .withExpectedNonce(Bytes.utf8("4711081515"))
            .withCollateral(AZURE.collateral()));
  }

  static LabCase iid(String form, Evidence evidence) {
    return of("aws-iid", form, evidence, input(List.of(EC2.anchor())));
  }

  static LabCase google(String form, Evidence evidence) {
    return of(
        "gcp-attestation-jwt",
        form,
        evidence,
        input(GOOGLE.anchors())
            .withExpectedNonce(HEX_NONCE)
            .withCollateral(GOOGLE.collateral())
            .withStated(Json.object().put("expected_audience", AUDIENCE)));
  }

  private static VerificationInput hexInput() {
    return google("", GOOGLE.identity(NONCE, AUDIENCE, NOW)).input().withExpectedNonce(NONCE);
  }

  static LabCase endorsement() {
    ObjectNode stated = Json.object();
    stated
        .putObject("expected")
        .put("technology", "tdx")
        .put("measurement", GceEndorser.mrtd("firmware 1").hex());
    return of(
        "gce-endorsement",
        "",
        ENDORSER.evidence("firmware 1"),
        input(List.of(ENDORSER.anchor()))
            .withStated(stated)
            .withCollateral(new Collateral(List.of(ENDORSER.list()))));
  }

  static LabCase identity() {
    return of(
        "shielded-vm-identity",
        "",
        SHIELDED.identity(),
        input(List.of(SHIELDED.anchor())).withCollateral(SHIELDED.collateral()));
  }

  static LabCase log(List<Integer> differing) {
    return of("shielded-vm-log", "", SHIELDED.log(differing), input(List.of()));
  }

  private static LabCase quote(String scheme, Evidence evidence, String tee) {
    return of(scheme, "", evidence, DcapLab.input(DcapLab.answers(tee).collateral()));
  }

  static VerificationInput input(List<TrustAnchor> anchors) {
    return VerificationInput.asGiven(NOW, Crypto.fastest())
        .withProfile(Profile.FULL)
        .withCollateral(Collateral.NONE)
        .withAnchors(TrustAnchors.of(anchors));
  }

  private static LabCase of(
      String scheme, String form, Evidence evidence, VerificationInput input) {
    Scheme s = Schemes.named(scheme).orElseThrow();
    return new LabCase(form.isEmpty() ? scheme : scheme + " " + form, s, evidence, input);
  }
}
