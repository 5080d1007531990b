package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.lab.SoftTpm;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The evidence that is verified, made by lab attesters. The JDK remembers the last 750 certificates
 * it parsed and Bouncy Castle builds tables for keys it meets again, so where a row says that
 * nothing is cached, more certificates than that come round before the first one comes again.
 */
final class Workloads {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** More than the authorities of one chain, fewer than the leaves that come by. */
  private static final int FEW = 64;

  private static final int DIFFERENT_QUOTES = 200;
  private static final Set<String> QUOTE = Set.of("attest", "signature", "ak_tpm_public");
  private static final Set<String> QUOTE_AND_PCRS =
      Set.of("attest", "signature", "ak_tpm_public", "pcrs");

  private Workloads() {}

  /**
   * @param documents how many of each kind
   */
  static List<Workload> all(int documents) {
    return List.of(
        nitroUncached(documents),
        nitroIntermediatesKept(documents),
        snpNew(documents),
        snpKept(documents),
        tpm("TPM quote RSA-2048, AK kept", LabKeyType.RSA2048, QUOTE, 0.5),
        tpm("the same with PCR values", LabKeyType.RSA2048, QUOTE_AND_PCRS, Workload.NO_GOAL),
        tpm("TPM quote P-256, AK kept", LabKeyType.P256, QUOTE, 0.8),
        tpm("the same with PCR values", LabKeyType.P256, QUOTE_AND_PCRS, Workload.NO_GOAL));
  }

  private static Workload nitroUncached(int documents) {
    return nitro(
        "Nitro, nothing cached",
        samples(
            documents,
            i -> {
              NitroPki pki = NitroPki.of(LabPki.named("bench " + i));
              return nitro(pki, NitroEnclave.running(pki, "i-0123456789abcdef0", "image"), i);
            }),
        0,
        0.44,
        "0.17");
  }

  private static Workload nitroIntermediatesKept(int documents) {
    NitroPki pki = NitroPki.of(LabPki.named("bench"));
    NitroEnclave first = NitroEnclave.running(pki, "i-0123456789abcdef0", "image");
    return nitro(
        "Nitro, intermediates kept, new leaf",
        samples(documents, i -> nitro(pki, first.sibling(i), i)),
        FEW,
        1.1,
        "nobody caches");
  }

  private static Workload nitro(
      String name, List<Workload.Sample> samples, int kept, double goal, String best) {
    return new Workload(name, scheme("nitro"), samples, kept, "ecdsap384", goal, best);
  }

  private static Workload.Sample nitro(NitroPki pki, NitroEnclave enclave, int i) {
    Bytes nonce = nonce(i, HashAlgorithm.SHA256);
    Bytes document = enclave.attest(NitroDocument.Request.challenge(NOW, nonce));
    Scheme nitro = scheme("nitro");
    return new Workload.Sample(
        Evidence.of(nitro.mediaType(), Map.of(nitro.evidenceRoles().get(0), document)),
        input(pki.anchor()).withExpectedNonce(nonce));
  }

  private static Workload snpNew(int documents) {
    SecureRandom random = new SecureRandom();
    SnpPki pki =
        SnpPki.of(
            SnpProduct.GENOA, SnpPki.Keys.of(LabPki.named("bench")), NOW.minusSeconds(86_400));
    return snp(
        "SEV-SNP, new VCEK",
        samples(documents, i -> snp(pki, SnpGuest.launch(pki, 5, random), i)),
        0,
        1.3,
        "0.65");
  }

  private static Workload snpKept(int documents) {
    SecureRandom random = new SecureRandom();
    SnpPki pki =
        SnpPki.of(
            SnpProduct.GENOA, SnpPki.Keys.of(LabPki.named("bench")), NOW.minusSeconds(86_400));
    SnpGuest guest = SnpGuest.launch(pki, 5, random);
    return snp("SEV-SNP, VCEK kept", samples(documents, i -> snp(pki, guest, i)), FEW, 2.2, "1.04");
  }

  private static Workload snp(
      String name, List<Workload.Sample> samples, int kept, double goal, String best) {
    return new Workload(name, scheme("sev-snp"), samples, kept, "ecdsap384", goal, best);
  }

  private static Workload.Sample snp(SnpPki pki, SnpGuest guest, int i) {
    Bytes nonce = nonce(i, HashAlgorithm.SHA512);
    return new Workload.Sample(
        guest.evidence(nonce),
        input(pki.anchor()).withExpectedNonce(nonce).withCollateral(withoutList(guest)));
  }

  /** Quotes of one TPM, whose key is pinned. */
  private static Workload tpm(String name, LabKeyType key, Set<String> parts, double goal) {
    SoftTpm tpm = SoftTpm.boot(LabPki.named("bench"), "host", key, NOW, "/vmlinuz");
    Bytes ak = tpm.evidence(Bytes.EMPTY).part("ak_tpm_public").orElseThrow();
    TrustAnchor pinned = new TrustAnchor.Material(TrustAnchor.ANY, "ak_tpm_public", ak, "pinned");
    boolean rsa = key == LabKeyType.RSA2048;
    return new Workload(
        name,
        scheme("tpm2-quote"),
        samples(DIFFERENT_QUOTES, i -> tpm(tpm, pinned, parts, i)),
        FEW,
        rsa ? "rsa2048" : "ecdsap256",
        goal,
        goal == Workload.NO_GOAL ? "" : rsa ? "0.42" : "0.75");
  }

  private static Workload.Sample tpm(SoftTpm tpm, TrustAnchor pinned, Set<String> parts, int i) {
    Bytes nonce = nonce(i, HashAlgorithm.SHA256);
    Map<String, Bytes> wanted = new HashMap<>(tpm.evidence(nonce).parts());
    wanted.keySet().retainAll(parts);
    return new Workload.Sample(
        Evidence.of(scheme("tpm2-quote").mediaType(), wanted),
        input(pinned).withExpectedNonce(nonce));
  }

  /** VCEK, ASK and ARK: what the yardstick's goal counts; a list is one more RSA-4096 verify. */
  private static Collateral withoutList(SnpGuest guest) {
    return new Collateral(
        guest.collateral(NOW).items().stream().filter(c -> !c.role().equals("crl")).toList());
  }

  private static VerificationInput input(TrustAnchor anchor) {
    return VerificationInput.asGiven(NOW.plusSeconds(60), Crypto.jdk())
        .withProfile(Profile.AS_GIVEN)
        .withAnchors(TrustAnchors.of(List.of(anchor)));
  }

  private static Bytes nonce(int i, HashAlgorithm hash) {
    return hash.digest(Bytes.utf8("nonce " + i));
  }

  private static Scheme scheme(String name) {
    return Schemes.named(name).orElseThrow();
  }

  private static List<Workload.Sample> samples(int n, IntFunction<Workload.Sample> make) {
    return IntStream.range(0, n).mapToObj(make).toList();
  }
}
