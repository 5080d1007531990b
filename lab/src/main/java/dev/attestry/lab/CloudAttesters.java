package dev.attestry.lab;

import dev.attestry.evidence.Evidence;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.Collateral;
import java.util.Optional;

/**
 * Makes attesters on Intel's machines, and stand-ins for what clouds state of their instances. What
 * answers no challenge (an identity, a log entry, an endorsement) is no attester.
 */
final class CloudAttesters {

  /** The audience of the lab's tokens; a flow map's relying party would state its own. */
  private static final String AUDIENCE = "https://attestry.lab.example";

  private final LabSite site;

  CloudAttesters(LabSite site) {
    this.site = site;
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
    TdxGuest td = TdxGuest.launch(site.platform(component), 4, runs);
    return (slot, now) -> new Collected.Received(td.evidence(slot), td.collateral(now));
  }

  private LabAttester sgx(String component, String runs) {
    SgxEnclave enclave = SgxEnclave.launch(site.platform(component), 3, runs);
    return (slot, now) -> new Collected.Received(enclave.evidence(slot), enclave.collateral(now));
  }

  private LabAttester maa(String component, String runs) {
    MaaService service = site.maa(component);
    return (slot, now) ->
        new Collected.Received(service.evidence(slot, runs, now), service.published(now));
  }

  private LabAttester google(String runs) {
    GoogleIssuer issuer = GoogleIssuer.of(site.lab(), site.month());
    issuer.anchors().forEach(site.trust());
    Collateral lists = issuer.collateral();
    return (slot, now) -> new Collected.Received(issuer.pki(slot, AUDIENCE, runs, now), lists);
  }

  private LabAttester azureInstance(String component) {
    AzureInstance instance = AzureInstance.of(site.lab(), component, site.month());
    site.trust().accept(instance.anchor());
    Collateral given = instance.collateral();
    return (slot, now) -> new Collected.Received(instance.evidence(slot.utf8(), now), given);
  }

  private static LabAttester posture(String component, String runs) {
    LabPosture resource = LabPosture.of(component, runs);
    return (slot, now) -> alone(resource.evidence(slot, now));
  }

  private LabAttester ec2(String component) {
    Ec2Instance instance = Ec2Instance.of(site.lab(), Ec2Instance.id(component), "lab-west-1");
    site.trust().accept(instance.anchor());
    return (slot, now) -> alone(instance.evidence());
  }

  private static Collected.Received alone(Evidence evidence) {
    return new Collected.Received(evidence, Collateral.NONE);
  }
}
