package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.trust.Collateral;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reports of SEV-SNP guests. */
final class SnpWorkloads {

  private static final int DIFFERENT_REPORTS = 200;

  /** Its keys take seconds to make. */
  private static final SnpWorkloads SHARED = new SnpWorkloads();

  private final SecureRandom random = new SecureRandom();
  private final SnpPki pki =
      SnpPki.of(
          SnpProduct.GENOA,
          SnpPki.Keys.of(LabPki.named("bench")),
          Workloads.NOW.minusSeconds(86_400));
  private final SnpGuest guest = SnpGuest.launch(pki, 5, random);

  private final List<Platform> platforms = new ArrayList<>();

  /**
   * A machine and its chain.
   *
   * @param chain VCEK, ASK and ARK: what the yardstick's goal counts; a list is one more RSA-4096
   *     verify
   */
  record Platform(SnpGuest guest, Collateral chain) {}

  private SnpWorkloads() {}

  static List<Supplier<Workload>> all(int certificates) {
    return List.of(() -> SHARED.fresh(certificates), SHARED::kept, SHARED::keptWithList);
  }

  /** So many machines, each with a VCEK of its own; the same ones each time. */
  static List<Platform> platforms(int n) {
    while (SHARED.platforms.size() < n) {
      SnpGuest guest = SnpGuest.launch(SHARED.pki, 5, SHARED.random);
      SHARED.platforms.add(new Platform(guest, withoutList(guest)));
    }
    return List.copyOf(SHARED.platforms.subList(0, n));
  }

  private Workload fresh(int certificates) {
    List<Platform> all = platforms(certificates);
    List<Workload.Sample> samples =
        Workloads.samples(certificates, i -> sample(all.get(i).guest(), all.get(i).chain(), i));
    return snp("SEV-SNP, new VCEK", samples, 0, 1.3, "0.65");
  }

  private Workload kept() {
    Collateral c = withoutList(guest);
    return snp(
        "SEV-SNP, VCEK kept",
        Workloads.samples(DIFFERENT_REPORTS, i -> sample(guest, c, i)),
        Workloads.FEW,
        2.2,
        "1.04");
  }

  private Workload keptWithList() {
    Collateral c = guest.collateral(Workloads.NOW);
    return snp(
        "the same with the ARK's CRL",
        Workloads.samples(DIFFERENT_REPORTS, i -> sample(guest, c, i)),
        Workloads.FEW,
        Workload.NO_GOAL,
        "");
  }

  private static Workload snp(
      String name, List<Workload.Sample> samples, int kept, double goal, String best) {
    return new Workload(name, Workloads.scheme("sev-snp"), samples, kept, "ecdsap384", goal, best);
  }

  private Workload.Sample sample(SnpGuest from, Collateral collateral, int i) {
    Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA512);
    return new Workload.Sample(
        from.evidence(nonce),
        Workloads.input(pki.anchor()).withExpectedNonce(nonce).withCollateral(collateral));
  }

  private static Collateral withoutList(SnpGuest guest) {
    return new Collateral(
        guest.collateral(Workloads.NOW).items().stream()
            .filter(c -> !c.role().equals("crl"))
            .toList());
  }
}
