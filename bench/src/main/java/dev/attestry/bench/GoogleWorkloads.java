package dev.attestry.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.GceEndorser;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SoftTpm;
import dev.attestry.lab.TdxGuest;
import dev.attestry.scheme.gcecvm.GceCvm;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Google's tokens, identities and endorsements, and the machines that are judged by them. */
final class GoogleWorkloads {

  private static final int DIFFERENT = 200;
  private static final int KEPT_SETS = 8;

  /** Of a row where certificates and sets are kept. */
  private static final int NONE_NEW = 0;

  private static final String TOKEN = "gcp-attestation-jwt";
  private static final String ENDORSEMENT = "gce-endorsement";
  private static final String IDENTITY = "shielded-vm-identity";
  private static final String SNP = "gce-sev-snp";
  private static final String AUDIENCE = "https://verifier.example";
  private static final String FIRMWARE = "firmware 1";

  private final LabPki lab = LabPki.named("bench");
  private final DcapPki intel = DcapPki.of(lab, Workloads.NOW.minus(Duration.ofDays(30)));
  private final GceEndorser endorser = endorser(0); // whose root is that of all
  private final Map<Integer, Bytes> endorsements = new HashMap<>();
  private final int certificates;

  private GoogleWorkloads(int certificates) {
    this.certificates = certificates;
  }

  static List<Supplier<Workload>> all(int certificates) {
    GoogleWorkloads w = new GoogleWorkloads(certificates);
    return List.of(
        () -> w.row("Google token, key kept", TOKEN, "rsa2048", w::oidc, NONE_NEW),
        () -> w.row("Google token, another set of keys each time", TOKEN, "rsa2048", w::oidc, 1),
        () -> w.row("Google PKI token, chain kept", TOKEN, "rsa2048", w::pki, NONE_NEW),
        () -> w.row("Google PKI token, new chain", TOKEN, "rsa2048", w::pki, 2),
        () ->
            w.row("GCE endorsement, signer kept", ENDORSEMENT, "rsa2048", w::endorsement, NONE_NEW),
        () -> w.row("GCE endorsement, new signer", ENDORSEMENT, "rsa2048", w::endorsement, 1),
        () -> w.row("Shielded VM identity, all kept", IDENTITY, "ecdsap256", w::identity, NONE_NEW),
        () -> w.row("Shielded VM identity, all new", IDENTITY, "ecdsap256", w::identity, 3),
        () -> w.row("GCE Shielded VM, all kept", "gce-shielded-vm", "ecdsap256", w::vm, NONE_NEW),
        () -> w.row("GCE Shielded VM, all new", "gce-shielded-vm", "ecdsap256", w::vm, 3),
        () -> w.row("GCE SNP VM, VCEK and endorsement kept", SNP, "ecdsap384", w.snp(1), NONE_NEW),
        () -> w.row("GCE SNP VM, both new", SNP, "ecdsap384", w.snp(certificates / 2), 2),
        () -> w.tdx("GCE TDX VM, collateral and endorsement kept", NONE_NEW),
        () -> w.tdx("GCE TDX VM, all of it each time", 2));
  }

  /**
   * Makes the i-th piece; certificates follow from their dates, those of another second are new.
   */
  private interface Maker {
    Workload.Sample make(int i, int second);
  }

  /**
   * @param news certificates that each piece brings for the first time, at least
   */
  private Workload row(String name, String scheme, String yardstick, Maker maker, int news) {
    int kept = news == NONE_NEW ? Workloads.FEW : 0;
    return Workloads.plain(name, scheme, samples(maker, news), kept, yardstick);
  }

  private List<Workload.Sample> samples(Maker maker, int news) {
    return news == NONE_NEW
        ? Workloads.samples(DIFFERENT, i -> maker.make(i, 0))
        : Workloads.samples(certificates / news, i -> maker.make(i, i + 1));
  }

  private static Bytes hex(int i) {
    return Bytes.utf8(Workloads.nonce(i, HashAlgorithm.SHA256).hex());
  }

  private Workload.Sample oidc(int i, int second) {
    Bytes nonce = hex(i);
    GoogleIssuer issuer = GoogleIssuer.of(lab, Workloads.NOW);
    return token(issuer, issuer.oidc(nonce, AUDIENCE, "app", Workloads.NOW), nonce, second);
  }

  private Workload.Sample pki(int i, int second) {
    Bytes nonce = hex(i);
    GoogleIssuer issuer = GoogleIssuer.of(lab, Workloads.NOW.plusSeconds(second));
    return token(issuer, issuer.pki(nonce, AUDIENCE, "app", Workloads.NOW), nonce, 0);
  }

  private static Workload.Sample token(GoogleIssuer issuer, Evidence token, Bytes nonce, int set) {
    return new Workload.Sample(
        token,
        Workloads.input(
                issuer.anchors().stream()
                    .map(a -> set == 0 ? a : Workloads.numbered(a, set))
                    .toArray(TrustAnchor[]::new))
            .withExpectedNonce(nonce)
            .withStated(Json.object().put("expected_audience", AUDIENCE)));
  }

  private Workload.Sample endorsement(int i, int second) {
    ObjectNode stated = Json.object();
    stated
        .putObject("expected")
        .put("technology", "tdx")
        .put("measurement", GceEndorser.mrtd(FIRMWARE).hex());
    return new Workload.Sample(
        Evidence.of(
            Workloads.scheme(ENDORSEMENT).mediaType(), Map.of("endorsement", endorsed(second))),
        Workloads.input(endorser.anchor()).withStated(stated));
  }

  /** The endorsement of a second; under it stand a signer of its own and the one root. */
  private Bytes endorsed(int second) {
    return endorsements.computeIfAbsent(
        second, n -> endorser(n).evidence(FIRMWARE).part("endorsement").orElseThrow());
  }

  private GceEndorser endorser(int second) {
    return GceEndorser.of(lab, Workloads.NOW.minusSeconds(86_400L + second));
  }

  private Workload.Sample identity(int i, int second) {
    ShieldedVm vm = ShieldedVm.of(lab, second, Workloads.NOW.plusSeconds(second));
    return new Workload.Sample(
        vm.identity(), Workloads.input(vm.anchor()).withCollateral(vm.collateral()));
  }

  private Workload.Sample vm(int i, int second) {
    ShieldedVm vm = ShieldedVm.of(lab, second, Workloads.NOW.plusSeconds(second));
    SoftTpm vtpm = vm.vtpm("ro quiet");
    Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
    return new Workload.Sample(
        vm.evidence(vtpm, nonce),
        Workloads.input(vm.anchor())
            .withExpected(new Slots(new TreeMap<>(Map.of("quote", nonce))))
            .withCollateral(vm.collateral()));
  }

  private Maker snp(int machines) {
    List<SnpWorkloads.Platform> platforms = SnpWorkloads.platforms(machines);
    return (i, second) -> {
      SnpWorkloads.Platform p = platforms.get(i % platforms.size());
      SnpGuest guest = p.guest().writing(0x090, GceEndorser.snp(FIRMWARE, 4));
      Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA512);
      Evidence report =
          Evidence.of("application/vnd.attestry.gce-sev-snp", guest.evidence(nonce).parts());
      return new Workload.Sample(
          report,
          Workloads.input(guest.anchor(), endorser.anchor())
              .withExpectedNonce(nonce)
              .withCollateral(endorsed(p.chain(), second)));
    };
  }

  /** The chain of a PCK is new with each machine; Intel's collateral is one object or many. */
  private Workload tdx(String name, int news) {
    Collateral ofIntel = td(0).collateral(Workloads.NOW);
    Collateral one = endorsed(ofIntel, 0);
    Maker maker =
        (i, second) -> {
          Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA512);
          Evidence quote =
              Evidence.of("application/vnd.attestry.gce-tdx", td(i).evidence(nonce).parts());
          return new Workload.Sample(
              quote,
              Workloads.input(intel.anchor(), endorser.anchor())
                  .withExpectedNonce(nonce)
                  .withCollateral(news == NONE_NEW ? one : endorsed(ofIntel, second)));
        };
    return new Workload(
        name,
        GceCvm.onTdx(news == NONE_NEW ? KEPT_SETS : 0),
        samples(maker, news),
        news == NONE_NEW ? Workloads.FEW : 0,
        "ecdsap256",
        Workload.NO_GOAL,
        "");
  }

  private TdxGuest td(int machine) {
    return TdxGuest.launch(DcapPlatform.of(lab, intel, "machine " + machine), 4, FIRMWARE)
        .writing(136, GceEndorser.mrtd(FIRMWARE));
  }

  private Collateral endorsed(Collateral of, int second) {
    return of.plus(List.of(new Collateral.Item("endorsement", endorsed(second), "bench")));
  }
}
