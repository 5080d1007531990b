package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Documents of Nitro enclaves. */
final class NitroWorkloads {

  private static final String INSTANCE = "i-0123456789abcdef0";

  /** Below the root, new with each document where nothing is kept. */
  private static final int CERTIFICATES_OF_A_CHAIN = 4;

  private NitroWorkloads() {}

  static List<Supplier<Workload>> all(int certificates) {
    return List.of(() -> uncached(certificates), () -> intermediatesKept(certificates));
  }

  private static Workload uncached(int certificates) {
    return nitro(
        "Nitro, nothing cached",
        Workloads.samples(
            certificates / CERTIFICATES_OF_A_CHAIN,
            i -> {
              NitroPki pki = NitroPki.of(LabPki.named("bench " + i));
              return sample(pki, NitroEnclave.running(pki, INSTANCE, "image"), i);
            }),
        0,
        0.44,
        "0.17");
  }

  private static Workload intermediatesKept(int certificates) {
    NitroPki pki = NitroPki.of(LabPki.named("bench"));
    NitroEnclave first = NitroEnclave.running(pki, INSTANCE, "image");
    return nitro(
        "Nitro, intermediates kept, new leaf",
        Workloads.samples(certificates, i -> sample(pki, first.sibling(i), i)),
        Workloads.FEW,
        1.1,
        "nobody caches");
  }

  private static Workload nitro(
      String name, List<Workload.Sample> samples, int kept, double goal, String best) {
    return new Workload(name, Workloads.scheme("nitro"), samples, kept, "ecdsap384", goal, best);
  }

  private static Workload.Sample sample(NitroPki pki, NitroEnclave enclave, int i) {
    Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
    Bytes document = enclave.attest(NitroDocument.Request.challenge(Workloads.NOW, nonce));
    Scheme nitro = Workloads.scheme("nitro");
    return new Workload.Sample(
        Evidence.of(nitro.mediaType(), Map.of(nitro.evidenceRoles().get(0), document)),
        Workloads.input(pki.anchor()).withExpectedNonce(nonce));
  }
}
