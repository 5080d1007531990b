package dev.attestry.collateral;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.lab.TdxGuest;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.standin.FakeVendors;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Guests that answer without any collateral, the vendors that publish it, and a bucket. */
final class CollateralLab implements AutoCloseable {

  static final String AUDIENCE = "attestry.example";
  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final Target SNP = target("sev-snp");
  static final Target TDX = target("tdx");
  static final Target IDENTITY = target("shielded-vm-identity");
  static final Target TOKEN = target("gcp-attestation-jwt");

  private static final LabPki LAB = LabPki.of(HashAlgorithm.SHA256.digest(Bytes.EMPTY));
  private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
  private static final SnpPki AMD = SnpPki.of(SnpProduct.MILAN, SnpPki.Keys.of(LAB), FROM);
  private static final DcapPki INTEL = DcapPki.of(LAB, FROM);
  private static final DcapPlatform MACHINE = DcapPlatform.of(LAB, INTEL, "machine");

  static final ShieldedVm SHIELDED = ShieldedVm.of(LAB, 42, NOW);
  static final GoogleIssuer ISSUER = GoogleIssuer.of(LAB, NOW);
  static final SnpGuest GUEST = SnpGuest.launch(AMD, 3, new SecureRandom());
  static final TdxGuest TD = TdxGuest.launch(MACHINE, 4, "image");

  static final MaaService MAA = MaaService.of(LAB, MACHINE, "hospital");
  static final Target MAA_TOKEN = ofAzure("maa-jwt");
  static final AzureVm SNP_VM = AzureVm.onSnp(GUEST, AzureVm.vtpm(LAB, "snp vm", NOW, "quiet"));
  static final AzureVm TDX_VM = AzureVm.onTdx(TD, AzureVm.vtpm(LAB, "tdx vm", NOW, "quiet"));

  /** What a verifier of the lab trusts. */
  static final TrustAnchors ANCHORS =
      TrustAnchors.of(
          Stream.concat(
                  Stream.of(AMD.anchor(), INTEL.anchor(), SHIELDED.anchor(), MAA.issuerAnchor()),
                  ISSUER.anchors().stream())
              .toList());

  final FakeVendors vendors;
  final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  final List<String> down = Collections.synchronizedList(new ArrayList<>());
  final Bucket bucket;

  final TrialLog log;

  /** Who is asked for what is not kept: the vendors. */
  CollateralSource source;

  /** The lab's authorities publish at lab.example. */
  Pattern hosts = Pattern.compile("lab\\.example");

  CollateralLab(Path folder) throws IOException {
    this.bucket = DirectoryBucket.create(folder.resolve("bucket"));
    this.log = TrialLog.create(bucket, false, Map.of(), clock::get);
    this.vendors = FakeVendors.start();
    this.source =
        new Vendors(
            new Mirror(vendors.endpoint() + "/"), Duration.ofSeconds(5), clock::get, new Random(1));
    vendors.amd("Milan", GUEST, NOW);
    authorities();
    vendors.intel("tdx", MACHINE, NOW);
    vendors.publish("/hospital.lab.attest.example/certs", MAA.jwks());
  }

  PinnedLog pinned() {
    return new PinnedLog(new ObjectWriter(bucket, new Layout(log.shard())), log.genesis());
  }

  /** What Google's authorities publish, by the lab's. */
  private void authorities() {
    List<Collateral.Item> ek = SHIELDED.collateral().items();
    vendors.publish("/lab.example/ek-ca.crt", block(ek.get(0).bytes(), 0));
    vendors.publish("/lab.example/ek-root.crt", block(ek.get(0).bytes(), 1));
    vendors.publish("/lab.example/ek-root.crl", ek.get(2).bytes());
    List<Collateral.Item> cs = ISSUER.collateral().items();
    vendors.publish("/lab.example/cs-ca.crl", cs.get(0).bytes());
    vendors.publish("/lab.example/cs-root.crl", cs.get(1).bytes());
  }

  private static Bytes block(Bytes pem, int at) {
    try {
      return Pem.blocks("lab", "CERTIFICATE", pem).get(at);
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  private static Target target(String scheme) {
    return new Target(
        "c",
        "i-1",
        Schemes.named(scheme).orElseThrow(),
        Json.object().put("expected_audience", AUDIENCE));
  }

  /** Of Azure, where the flow map says whose tokens count. */
  static Target ofAzure(String scheme) {
    return new Target(
        "c",
        "i-1",
        Schemes.named(scheme).orElseThrow(),
        Json.object().put("expected_issuer", MAA.issuer()));
  }

  static Challenge challenge() {
    return new Challenge("log/1", 0, Bytes.zeros(32), "c", Bytes.zeros(16), Optional.empty());
  }

  /** A route of an instance of a function that has just started. */
  CollateralRoute route() {
    return route(Collateral.NONE);
  }

  /**
   * As above.
   *
   * @param given what the attester brings along
   */
  CollateralRoute route(Collateral given) {
    return route(
        (target, challenge) ->
            new Collected.Received(
                evidence(target, target.recipe().slots(challenge).whole().orElseThrow()), given));
  }

  /** As above, to a VM of Azure, in any of the formats that it answers in. */
  CollateralRoute route(AzureVm vm) {
    return route(
        (target, challenge) -> {
          Slots slots = target.recipe().slots(challenge);
          return new Collected.Received(
              slots
                  .whole()
                  .map(vm::evidence)
                  .orElseGet(() -> AzureCvm.of(vm, MAA).evidence(slots, NOW)),
              Collateral.NONE);
        });
  }

  /** A route to whoever answers so. */
  CollateralRoute route(EvidenceSource from) {
    return new CollateralRoute(
        from,
        new KeptCollateral(source, new Shelf(pinned()), clock::get),
        hosts,
        clock::get,
        (component, detail) -> down.add(component + ": " + detail));
  }

  private static Evidence evidence(Target target, Bytes slot) {
    return switch (target.scheme().name()) {
      case "sev-snp" -> GUEST.evidence(slot);
      case "tdx" -> TD.evidence(slot);
      case "maa-jwt" -> MAA.evidence(slot, "app 1", NOW);
      case "gcp-attestation-jwt" -> ISSUER.pki(slot, AUDIENCE, "app 1", NOW);
      default -> SHIELDED.identity();
    };
  }

  Collected.Received collect(CollateralRoute route, Target target) throws InterruptedException {
    return (Collected.Received) route.collect(target, challenge());
  }

  /** A full verification now. */
  Verification verify(Target target, Collected.Received r) {
    return target
        .scheme()
        .verify(
            r.evidence(),
            VerificationInput.asGiven(clock.get(), Crypto.fastest())
                .withProfile(Profile.FULL)
                .withExpected(target.recipe().slots(challenge()))
                .withCollateral(r.collateral())
                .withStated(target.stated())
                .withAnchors(ANCHORS));
  }

  @Override
  public void close() {
    vendors.close();
  }
}
