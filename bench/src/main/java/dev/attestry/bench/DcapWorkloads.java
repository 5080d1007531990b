package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.SgxEnclave;
import dev.attestry.lab.TdxGuest;
import dev.attestry.scheme.sgx.Sgx;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** TDX and SGX quotes, each from another machine, so with a PCK certificate of its own. */
final class DcapWorkloads {

  private final LabPki lab = LabPki.named("bench");
  private final DcapPki pki = DcapPki.of(lab, Workloads.NOW.minus(Duration.ofDays(30)));
  private final List<DcapPlatform> platforms;

  private DcapWorkloads(int machines) {
    this.platforms = Workloads.samples(machines, i -> DcapPlatform.of(lab, pki, "machine " + i));
  }

  static List<Supplier<Workload>> all(int certificates) {
    DcapWorkloads w = new DcapWorkloads(certificates);
    Supplier<List<Workload.Sample>> tdx =
        () ->
            w.samples(
                (p, data) -> TdxGuest.launch15(p, "image").evidence(data),
                TdxGuest.launch15(w.platforms.get(0), "image").collateral(Workloads.NOW));
    Supplier<List<Workload.Sample>> sgx =
        () ->
            w.samples(
                (p, data) -> SgxEnclave.launch(p, 3, "image").evidence(data),
                SgxEnclave.launch(w.platforms.get(0), 3, "image").collateral(Workloads.NOW));
    return List.of(
        () -> row("TDX, collateral and PCK CA kept", Tdx.keeping(8), tdx.get(), true),
        () -> row("TDX, all collateral each time", Tdx.keepingNothing(), tdx.get(), false),
        () -> row("SGX, collateral and PCK CA kept", Sgx.keeping(8), sgx.get(), true),
        () -> row("SGX, all collateral each time", Sgx.keepingNothing(), sgx.get(), false));
  }

  private static Workload row(
      String name, Scheme scheme, List<Workload.Sample> samples, boolean kept) {
    return new Workload(
        name,
        scheme,
        samples,
        kept ? Workloads.FEW : 0,
        "ecdsap256",
        kept ? 0.25 : 0.09,
        kept ? "nobody does" : "0.1");
  }

  private List<Workload.Sample> samples(
      BiFunction<DcapPlatform, Bytes, Evidence> quote, Collateral collateral) {
    return Workloads.samples(
        platforms.size(),
        i -> {
          Bytes data = Workloads.nonce(i, HashAlgorithm.SHA512);
          return new Workload.Sample(
              quote.apply(platforms.get(i), data),
              Workloads.input(pki.anchor()).withExpectedNonce(data).withCollateral(collateral));
        });
  }
}
