package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Slots;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.SoftTpm;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Azure confidential VMs on SEV-SNP: report and quote, and the provider's token beside them. */
final class AzureWorkloads {

  private static final int DIFFERENT = 200;

  private final LabPki lab = LabPki.named("bench");
  private final SoftTpm vtpm = AzureVm.vtpm(lab, "vm", Workloads.NOW, "ro quiet");
  private final DcapPki intel = DcapPki.of(lab, Workloads.NOW.minus(Duration.ofDays(30)));
  private final MaaService service =
      MaaService.of(lab, DcapPlatform.of(lab, intel, "MAA"), "bench");

  private AzureWorkloads() {}

  static List<Supplier<Workload>> all(int certificates) {
    AzureWorkloads w = new AzureWorkloads();
    Supplier<List<SnpWorkloads.Platform>> one = () -> SnpWorkloads.platforms(1);
    Supplier<List<SnpWorkloads.Platform>> many = () -> SnpWorkloads.platforms(certificates);
    return List.of(
        () ->
            Workloads.plain(
                "Azure HCL report and quote, VCEK kept",
                "azure-hcl",
                w.hcl(DIFFERENT, one.get()),
                Workloads.FEW,
                "rsa2048"),
        () ->
            Workloads.plain(
                "Azure HCL report and quote, new VCEK",
                "azure-hcl",
                w.hcl(certificates, many.get()),
                0,
                "rsa2048"),
        () ->
            Workloads.plain(
                "Azure CVM with token, VCEK and keys kept",
                "azure-cvm",
                w.cvm(DIFFERENT, one.get(), true),
                Workloads.FEW,
                "rsa2048"),
        () ->
            Workloads.plain(
                "Azure CVM with token, new VCEK and another set of keys",
                "azure-cvm",
                w.cvm(certificates, many.get(), false),
                0,
                "rsa2048"));
  }

  private List<Workload.Sample> hcl(int n, List<SnpWorkloads.Platform> platforms) {
    return Workloads.samples(
        n,
        i -> {
          SnpWorkloads.Platform p = platforms.get(i % platforms.size());
          Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
          return new Workload.Sample(
              AzureVm.onSnp(p.guest(), vtpm).evidence(nonce),
              Workloads.input(p.guest().anchor())
                  .withExpectedNonce(nonce)
                  .withCollateral(p.chain()));
        });
  }

  /** The quote of the key's enclave is judged with Intel's collateral, which is kept always. */
  private List<Workload.Sample> cvm(int n, List<SnpWorkloads.Platform> platforms, boolean kept) {
    Collateral ofKey = service.collateral(Workloads.NOW);
    return Workloads.samples(
        n,
        i -> {
          SnpWorkloads.Platform p = platforms.get(i % platforms.size());
          Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
          Slots slots =
              new Slots(new TreeMap<>(Map.of("quote", nonce, "token", Bytes.utf8(nonce.hex()))));
          TrustAnchor keys = kept ? service.anchor() : Workloads.numbered(service.anchor(), i);
          return new Workload.Sample(
              AzureCvm.of(AzureVm.onSnp(p.guest(), vtpm), service).evidence(slots, Workloads.NOW),
              Workloads.input(p.guest().anchor(), keys, intel.anchor())
                  .withExpected(slots)
                  .withStated(Json.object().put("expected_issuer", service.issuer()))
                  .withCollateral(p.chain().plus(ofKey.items())));
        });
  }
}
