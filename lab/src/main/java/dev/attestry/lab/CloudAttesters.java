package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes attesters on Intel's machines, and stand-ins for what clouds state of their instances. What
 * answers no challenge (an identity, a log entry, an endorsement) is no attester.
 */
final class CloudAttesters {

  private static final Instant PLATFORM_MADE = Instant.parse("2025-01-01T00:00:00Z");

  /** The audience of the lab's tokens; a flow map's relying party would state its own. */
  private static final String AUDIENCE = "https://attestry.lab.example";

  private final LabPki lab;
  private final Instant month;
  private final Consumer<TrustAnchor> trust;

  /**
   * @param month certificates of short life are valid around it
   * @param trust is told what a sweep must trust for the attesters to count
   */
  CloudAttesters(LabPki lab, Instant month, Consumer<TrustAnchor> trust) {
    this.lab = lab;
    this.month = month;
    this.trust = trust;
  }

  Optional<LabAttester> make(String component, String scheme, String runs) {
    return switch (scheme) {
      case "tdx" -> Optional.of(tdx(component, runs));
      case "sgx" -> Optional.of(sgx(component, runs));
      case "maa-jwt" -> Optional.of(maa(component, runs));
      case "gcp-attestation-jwt" -> Optional.of(google(runs));
      case "azure-imds-attested" -> Optional.of(azureInstance(component));
      case "posture" -> Optional.of(posture(component, runs));
      case "aws-iid" -> Optional.of(ec2(component));
      default -> Optional.empty();
    };
  }

  private LabAttester tdx(String component, String runs) {
    TdxGuest td = TdxGuest.launch(platform(component), 4, runs);
    return (slot, now) -> new Collected.Received(td.evidence(slot), td.collateral(now));
  }

  private LabAttester sgx(String component, String runs) {
    SgxEnclave enclave = SgxEnclave.launch(platform(component), 3, runs);
    return (slot, now) -> new Collected.Received(enclave.evidence(slot), enclave.collateral(now));
  }

  private LabAttester maa(String component, String runs) {
    MaaService service = MaaService.of(lab, platform("attestation service"), tenant(component));
    trust.accept(service.issuerAnchor());
    return (slot, now) ->
        new Collected.Received(service.evidence(slot, runs, now), service.published(now));
  }

  private LabAttester google(String runs) {
    GoogleIssuer issuer = GoogleIssuer.of(lab, month);
    issuer.anchors().forEach(trust);
    Collateral lists = issuer.collateral();
    return (slot, now) -> new Collected.Received(issuer.pki(slot, AUDIENCE, runs, now), lists);
  }

  private LabAttester azureInstance(String component) {
    AzureInstance instance = AzureInstance.of(lab, component, month);
    trust.accept(instance.anchor());
    Collateral given = instance.collateral();
    return (slot, now) -> new Collected.Received(instance.evidence(slot.utf8(), now), given);
  }

  private static LabAttester posture(String component, String runs) {
    LabPosture resource = LabPosture.of(component, runs);
    return (slot, now) -> alone(resource.evidence(slot, now));
  }

  private LabAttester ec2(String component) {
    Bytes name = HashAlgorithm.SHA256.digest(Bytes.utf8(component));
    Ec2Instance instance = Ec2Instance.of(lab, "i-" + name.hex().substring(0, 17), "lab-west-1");
    trust.accept(instance.anchor());
    return (slot, now) -> alone(instance.evidence());
  }

  private DcapPlatform platform(String name) {
    DcapPki pki = DcapPki.of(lab, PLATFORM_MADE);
    trust.accept(pki.anchor());
    return DcapPlatform.of(lab, pki, name);
  }

  private static Collected.Received alone(Evidence evidence) {
    return new Collected.Received(evidence, Collateral.NONE);
  }

  /** A label of a host name. */
  static String tenant(String component) {
    return component.replaceAll("[^a-z0-9]+", "-");
  }
}
