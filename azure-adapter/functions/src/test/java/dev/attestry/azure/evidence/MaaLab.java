package dev.attestry.azure.evidence;

import com.azure.core.credential.AccessToken;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.SgxEnclave;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.lab.TdxGuest;
import dev.attestry.lab.standin.FakeMaa;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.Printed;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import reactor.core.publisher.Mono;

/**
 * Guests on the hardware of AMD and Intel, a provider of Azure Attestation, and the way to both.
 */
final class MaaLab implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final LabPki LAB = LabPki.of(HashAlgorithm.SHA256.digest(Bytes.EMPTY));
  private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
  static final SnpPki AMD = SnpPki.of(SnpProduct.MILAN, SnpPki.Keys.of(LAB), FROM);
  static final DcapPki INTEL = DcapPki.of(LAB, FROM);
  private static final DcapPlatform MACHINE = DcapPlatform.of(LAB, INTEL, "machine");
  static final MaaService SERVICE = MaaService.of(LAB, MACHINE, "hospital");

  static final SnpGuest SNP = SnpGuest.launch(AMD, 3, new SecureRandom());
  static final TdxGuest TD = TdxGuest.launch(MACHINE, 4, "image");
  static final SgxEnclave ENCLAVE = SgxEnclave.launch(MACHINE, 3, "image");

  final FakeMaa maa;
  final FakeRunCommand azure;

  MaaLab(Function<String, Printed> machine) throws IOException {
    TrustAnchors anchors = TrustAnchors.of(List.of(AMD.anchor(), INTEL.anchor()));
    this.maa =
        FakeMaa.start(
            SERVICE, anchors, TD.collateral(NOW).plus(ENCLAVE.collateral(NOW).items()), NOW);
    this.azure = RunCommandLab.with(machine);
  }

  EvidenceSource route() {
    Duration patience = Duration.ofSeconds(20);
    return new MaaRoute(
        clients(maa.clientTls()).management("https://attest.azure.net"),
        issuer -> maa.endpoint().toString(),
        HttpsRoute.withPlainLoopback(patience, new Random(1)),
        new RunCommandRoute(
            clients(azure.clientTls()).management(azure.endpoint().toString()),
            azure.endpoint().toString(),
            patience,
            new Random(1)),
        patience);
  }

  static AzureClients clients(SSLContext tls) {
    return AzureClients.of(
        r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
        HttpClient.newBuilder().sslContext(tls));
  }

  static Target target(Optional<String> url, String issuer) {
    return new Target(
        "azure/c",
        url.isPresent() ? "" : RunCommandLab.MACHINE,
        Schemes.named("maa-jwt").orElseThrow(),
        Json.object().put("expected_issuer", issuer),
        url);
  }

  static Target target(Optional<String> url) {
    return target(url, SERVICE.issuer());
  }

  /** By the set that the provider publishes; without Intel's answers about the key's enclave. */
  static Verdict verdict(Collected.Received r, int challenge) {
    Target t = target(Optional.empty());
    return t.scheme()
        .verify(
            r.evidence(),
            VerificationInput.asGiven(NOW, Crypto.fastest())
                .withExpected(t.recipe().slots(RunCommandLab.challenge(challenge)))
                .withCollateral(r.collateral())
                .withStated(t.stated())
                .withAnchors(TrustAnchors.of(List.of(SERVICE.issuerAnchor()))))
        .verdict();
  }

  static Collected.Received snp(Bytes slot) {
    return new Collected.Received(SNP.evidence(slot), SNP.collateral(NOW));
  }

  static Collected.Received quote(Evidence evidence) {
    return new Collected.Received(evidence, Collateral.NONE);
  }

  /** Open Enclave SDK, report.h: version 1, type 2 (SGX remote), length of the quote. */
  static Collected.Received openEnclave(Bytes slot) {
    Bytes quote = ENCLAVE.quote(slot);
    String length = "%016x".formatted(Long.reverseBytes(quote.length()));
    Bytes report = Bytes.concat(Bytes.ofHex("0100000002000000" + length), quote);
    return quote(Evidence.of("application/x-lab", Map.of("oe_report", report)));
  }

  @Override
  public void close() {
    maa.close();
    azure.close();
  }
}
