package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.AzureInstance;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.Ec2Instance;
import dev.attestry.lab.GceEndorser;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.LabPosture;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import dev.attestry.lab.NitroTpm;
import dev.attestry.lab.SgxEnclave;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.lab.SoftTpm;
import dev.attestry.lab.TdxGuest;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One honest answer of each format, made by the lab, with what it is judged by. */
final class HonestAnswers {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final LabPki LAB = LabPki.named("all pages");
  static final DcapPki INTEL = DcapPki.of(LAB, NOW.minusSeconds(86_400));
  static final DcapPlatform MACHINE = DcapPlatform.of(LAB, INTEL, "machine");
  private static final TdxGuest TD =
      TdxGuest.launch(MACHINE, 4, "image").writing(136, GceEndorser.mrtd("firmware"));
  private static final SgxEnclave ENCLAVE = SgxEnclave.launch(MACHINE, 3, "image");
  static final SnpPki AMD = amd();
  private static final SnpGuest GUEST =
      SnpGuest.launch(AMD, 5, new SecureRandom()).writing(0x090, GceEndorser.snp("firmware", 4));
  private static final NitroPki AWS = NitroPki.of(LAB);
  private static final SoftTpm TPM = SoftTpm.boot(LAB, "tpm", LabKeyType.P256, NOW, "ro quiet");
  private static final ShieldedVm SHIELDED = ShieldedVm.of(LAB, 42, NOW);
  private static final GceEndorser ENDORSER = GceEndorser.of(LAB, NOW.minusSeconds(86_400));
  static final MaaService MAA = MaaService.of(LAB, MACHINE, "ours");
  private static final GoogleIssuer GOOGLE = GoogleIssuer.of(LAB, NOW);
  private static final AzureInstance IMDS = AzureInstance.of(LAB, "0a0b0c0d", NOW);
  private static final Ec2Instance EC2 = Ec2Instance.of(LAB, "i-0123456789abcdef0", "lab-west-1");
  private static final Bytes NONCE = Bytes.ofHex("5a".repeat(64));
  private static final Bytes TEXT = Bytes.utf8("6b".repeat(32));

  static final TrustAnchors ANCHORS =
      TrustAnchors.of(
          Stream.concat(
                  Stream.of(
                      INTEL.anchor(),
                      AMD.anchor(),
                      AWS.anchor(),
                      TPM.anchor(),
                      SHIELDED.anchor(),
                      ENDORSER.anchor(),
                      MAA.anchor(),
                      IMDS.anchor(),
                      EC2.anchor()),
                  GOOGLE.anchors().stream())
              .toList());

  private static SnpPki amd() {
    KeyPair rsa = LAB.key("AMD", LabKeyType.RSA4096);
    return SnpPki.of(SnpProduct.GENOA, new SnpPki.Keys(rsa, rsa, rsa), NOW);
  }

  private HonestAnswers() {}

  /** An answer, and the collateral that came with it. */
  record Given(Evidence evidence, Collateral collateral) {}

  private static Given given(Evidence evidence) {
    return new Given(evidence, Collateral.NONE);
  }

  private static Given given(String scheme, Map<String, Bytes> parts, Collateral collateral) {
    return new Given(
        Evidence.of(Schemes.named(scheme).orElseThrow().mediaType(), parts), collateral);
  }

  /** A format without a case here has no page that anybody looked at. */
  static Given of(String scheme) {
    NitroDocument.Request asked = NitroDocument.Request.challenge(NOW, NONCE.slice(0, 32));
    AzureVm vm = AzureVm.onSnp(GUEST, AzureVm.vtpm(LAB, "vm", NOW, "ro quiet"));
    return switch (scheme) {
      case "nitro" ->
          document(scheme, NitroEnclave.running(AWS, "i-0123456789abcdef0", "image").attest(asked));
      case "nitrotpm" ->
          document(scheme, NitroTpm.running(AWS, "i-0123456789abcdef0", "image").attest(asked));
      case "tpm2-quote" -> new Given(TPM.evidence(TEXT), TPM.collateral(NOW));
      case "tcg-eventlog" -> given(scheme, ofTpm("eventlog", "pcrs"), Collateral.NONE);
      case "ima-log" -> given(scheme, ofTpm("ima_log", "pcrs", "eventlog"), Collateral.NONE);
      case "sev-snp" -> new Given(GUEST.evidence(NONCE), GUEST.collateral(NOW));
      case "tdx" -> new Given(TD.evidence(NONCE), TD.collateral(NOW));
      case "sgx" -> new Given(ENCLAVE.evidence(NONCE), ENCLAVE.collateral(NOW));
      case "maa-jwt" -> new Given(MAA.evidence(TEXT, "app", NOW), MAA.collateral(NOW));
      case "azure-hcl" -> new Given(vm.evidence(TEXT), vm.collateral(NOW));
      case "azure-cvm" -> {
        AzureCvm cvm = AzureCvm.of(vm, MAA);
        yield new Given(cvm.evidence(Slots.NONE, NOW), cvm.collateral(NOW));
      }
      case "gcp-attestation-jwt" ->
          new Given(GOOGLE.pki(TEXT, "https://us.example", "app", NOW), GOOGLE.collateral());
      case "azure-imds-attested" -> new Given(IMDS.evidence("4711081515", NOW), IMDS.collateral());
      case "aws-iid" -> given(EC2.evidence());
      case "gce-endorsement" ->
          new Given(ENDORSER.evidence("firmware"), new Collateral(List.of(ENDORSER.list())));
      case "gce-tdx" -> given(scheme, TD.evidence(NONCE).parts(), endorsed(TD.collateral(NOW)));
      case "gce-sev-snp" ->
          given(scheme, GUEST.evidence(NONCE).parts(), endorsed(GUEST.collateral(NOW)));
      case "shielded-vm-identity" -> new Given(SHIELDED.identity(), SHIELDED.collateral());
      case "shielded-vm-log" -> given(SHIELDED.log(List.of()));
      case "gce-shielded-vm" ->
          new Given(SHIELDED.evidence(SHIELDED.vtpm("ro quiet"), TEXT), SHIELDED.collateral());
      case "posture" -> given(LabPosture.of("aws/bucket", "bucket").evidence(TEXT, NOW));
      case "certs" ->
          given(
              scheme, Map.of("chain", TPM.evidence(TEXT).part("ak_chain").orElseThrow()), lists());
      default -> throw new IllegalStateException("no honest answer of " + scheme + " is made here");
    };
  }

  private static Given document(String scheme, Bytes document) {
    return given(scheme, Map.of("document", document), Collateral.NONE);
  }

  private static Map<String, Bytes> ofTpm(String... roles) {
    Map<String, Bytes> parts = new HashMap<>(TPM.evidence(TEXT).parts());
    parts.keySet().retainAll(List.of(roles));
    return parts;
  }

  private static Collateral endorsed(Collateral machine) {
    Bytes endorsement = ENDORSER.evidence("firmware").part("endorsement").orElseThrow();
    return machine.plus(
        List.of(new Collateral.Item("endorsement", endorsement, "lab"), ENDORSER.list()));
  }

  /** The lists of the TPM's CAs, under the name that bare certificates take them by. */
  private static Collateral lists() {
    return new Collateral(
        TPM.collateral(NOW).items().stream()
            .map(i -> new Collateral.Item("crl", i.bytes(), i.source()))
            .toList());
  }
}
