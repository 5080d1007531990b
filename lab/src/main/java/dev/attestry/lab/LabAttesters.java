package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Makes a lab's attesters, of the kind that a component's scheme names. Several threads may make
 * some at once, one a component.
 */
final class LabAttesters {

  private static final Instant PLATFORM_MADE = Instant.parse("2025-01-01T00:00:00Z");

  private static final long MONTH = 30L * 24 * 3600;

  private final LabStore store;
  private final Instant month;
  private final Bytes seed;

  /** By component, so that their order is always the same. */
  private final SortedMap<String, List<TrustAnchor>> anchors = new ConcurrentSkipListMap<>();

  private final LabPki lab;
  private final NitroPki nitro;
  private Optional<CompletableFuture<SnpPki>> snp = Optional.empty();

  /**
   * @param now certificates of attestation keys are valid around it, and change once in 30 days
   */
  LabAttesters(LabStore store, Instant now) throws IOException {
    this.store = store;
    this.month = Instant.ofEpochSecond(now.getEpochSecond() / MONTH * MONTH);
    this.seed = store.seed();
    this.lab = LabPki.of(seed, store);
    this.nitro = NitroPki.of(lab);
  }

  /** What a sweep must trust for these attesters to count; complete once all are made. */
  List<TrustAnchor> anchors() {
    return anchors.values().stream().flatMap(List::stream).distinct().toList();
  }

  /**
   * @param scheme the kind of evidence
   * @param runs what it runs: measurements follow from this text alone
   */
  LabAttester make(String component, String scheme, String runs) throws IOException {
    return switch (scheme) {
      case "nitro" -> nitro(component, runs);
      case "nitrotpm" -> nitroTpm(component, runs);
      case "sev-snp" -> snp(component, runs);
      case "tpm2-quote" -> tpm(component, runs);
      case "azure-hcl" -> {
        AzureVm vm = azureVm(component, runs);
        yield (slot, now) -> new Collected.Received(vm.evidence(slot), vm.collateral(now));
      }
      case "azure-cvm" -> composites(component).azureCvm(component, azureVm(component, runs));
      case "gce-shielded-vm" -> composites(component).shieldedVm(component, commandLine(runs));
      case "gce-tdx" -> composites(component).gceTdx(component, runs, commandLine(runs));
      case "gce-sev-snp" -> composites(component).gceSnp(guest(component, runs), runs);
      default ->
          new CloudAttesters(site(component))
              .make(component, scheme, runs)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          component + ": the lab has no attester for " + scheme + " evidence"));
    };
  }

  private LabAttester nitro(String component, String runs) {
    trust(component, nitro.anchor());
    NitroEnclave enclave = NitroEnclave.running(nitro, Ec2Instance.id(component), runs);
    return (slot, now) ->
        document("nitro", enclave.attest(NitroDocument.Request.challenge(now, slot)));
  }

  private LabAttester nitroTpm(String component, String runs) {
    trust(component, nitro.anchor());
    NitroTpm tpm = NitroTpm.running(nitro, Ec2Instance.id(component), runs);
    return (slot, now) ->
        document("nitrotpm", tpm.attest(NitroDocument.Request.challenge(now, slot)));
  }

  private LabAttester snp(String component, String runs) throws IOException {
    SnpGuest guest = guest(component, runs);
    return (slot, now) -> new Collected.Received(guest.evidence(slot), guest.collateral(now));
  }

  private SnpGuest guest(String component, String runs) throws IOException {
    SnpPki pki = Background.result(beginSnp());
    trust(component, pki.anchor());
    Bytes measurement = HashAlgorithm.SHA384.digest(Bytes.utf8("lab/guest/" + runs));
    return SnpGuest.launch(pki, 5, LabRandom.of(seed, "snp/" + component))
        .writing(0x090, measurement);
  }

  private CompositeAttesters composites(String component) {
    return new CompositeAttesters(site(component));
  }

  private LabSite site(String component) {
    return new LabSite(lab, month, a -> trust(component, a));
  }

  private AzureVm azureVm(String component, String runs) throws IOException {
    SoftTpm vtpm = AzureVm.vtpm(lab, component, month, commandLine(runs));
    return AzureVm.onSnp(guest(component, "paravisor"), vtpm);
  }

  /** Made once: its certificates are RSA-4096 signatures, the slowest thing in a sweep. */
  synchronized CompletableFuture<SnpPki> beginSnp() {
    if (snp.isEmpty()) {
      snp = Optional.of(Background.begin(this::makeSnp));
    }
    return snp.get();
  }

  private SnpPki makeSnp() throws IOException {
    KeyPair rsa = store.rsa4096();
    SnpPki.Keys all = new SnpPki.Keys(rsa, rsa, rsa);
    return SnpPki.of(SnpProduct.GENOA, all, PLATFORM_MADE, store);
  }

  private LabAttester tpm(String component, String runs) {
    SoftTpm tpm = SoftTpm.boot(lab, component, LabKeyType.P256, month, commandLine(runs));
    trust(component, tpm.anchor());
    return (slot, now) -> new Collected.Received(tpm.evidence(slot), tpm.collateral(now));
  }

  private static String commandLine(String runs) {
    return "BOOT_IMAGE=/vmlinuz-" + runs.replace(' ', '-') + " root=/dev/sda1 ro";
  }

  /** Adds what a sweep must trust for a component to count. */
  void trust(String component, TrustAnchor anchor) {
    anchors.computeIfAbsent(component, c -> new ArrayList<>()).add(anchor);
  }

  private static Collected.Received document(String scheme, Bytes document) {
    return new Collected.Received(
        Evidence.of(mediaType(scheme), Map.of("document", document)), Collateral.NONE);
  }

  private static String mediaType(String scheme) {
    return Schemes.named(scheme).orElseThrow().mediaType();
  }
}
