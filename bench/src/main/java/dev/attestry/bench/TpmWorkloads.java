package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.SoftTpm;
import dev.attestry.trust.TrustAnchor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Quotes of one TPM, whose key is pinned. */
final class TpmWorkloads {

  private static final int DIFFERENT_QUOTES = 200;
  private static final Set<String> QUOTE = Set.of("attest", "signature", "ak_tpm_public");
  private static final Set<String> QUOTE_AND_PCRS =
      Set.of("attest", "signature", "ak_tpm_public", "pcrs");

  private TpmWorkloads() {}

  static List<Supplier<Workload>> all() {
    return List.of(
        () -> tpm("TPM quote RSA-2048, AK kept", LabKeyType.RSA2048, QUOTE),
        () -> tpm("the same with PCR values (RSA)", LabKeyType.RSA2048, QUOTE_AND_PCRS),
        () -> tpm("TPM quote P-256, AK kept", LabKeyType.P256, QUOTE),
        () -> tpm("the same with PCR values (P-256)", LabKeyType.P256, QUOTE_AND_PCRS));
  }

  private static Workload tpm(String name, LabKeyType key, Set<String> parts) {
    SoftTpm tpm = SoftTpm.boot(LabPki.named("bench"), "host", key, Workloads.NOW, "/vmlinuz");
    Bytes ak = tpm.evidence(Bytes.EMPTY).part("ak_tpm_public").orElseThrow();
    TrustAnchor pinned = new TrustAnchor.Material(TrustAnchor.ANY, "ak_tpm_public", ak, "pinned");
    boolean rsa = key == LabKeyType.RSA2048;
    return new Workload(
        name,
        Workloads.scheme("tpm2-quote"),
        Workloads.samples(DIFFERENT_QUOTES, i -> sample(tpm, pinned, parts, i)),
        Workloads.FEW,
        rsa ? "rsa2048" : "ecdsap256",
        rsa ? 0.5 : 0.8,
        rsa ? "0.42" : "0.75");
  }

  private static Workload.Sample sample(SoftTpm tpm, TrustAnchor pinned, Set<String> parts, int i) {
    Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
    Map<String, Bytes> wanted = new HashMap<>(tpm.evidence(nonce).parts());
    wanted.keySet().retainAll(parts);
    Scheme scheme = Workloads.scheme("tpm2-quote");
    return new Workload.Sample(
        Evidence.of(scheme.mediaType(), wanted), Workloads.input(pinned).withExpectedNonce(nonce));
  }
}
