package dev.attestry.gcp.evidence;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.standin.FakeCloudAttestation;
import dev.attestry.lab.standin.FakeCloudLogging;
import dev.attestry.lab.standin.FakeComputeEngine;
import dev.attestry.lab.standin.FakeMachine;
import dev.attestry.lab.standin.Printed;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One machine of Google, and the route to it by Google's own HTTP client. */
final class GoogleLab implements AutoCloseable {

  static final String MACHINE = "projects/lab/zones/europe-west3-a/instances/vm-1";
  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final String AUDIENCE = "attestry.example";

  private static final LabPki LAB = LabPki.of(HashAlgorithm.SHA256.digest(Bytes.EMPTY));

  static final ShieldedVm SHIELDED = ShieldedVm.of(LAB, 42, NOW);
  static final GoogleIssuer ISSUER = GoogleIssuer.of(LAB, NOW);

  final FakeComputeEngine google;
  final FakeMachine machine;
  final FakeCloudLogging logging;
  final FakeCloudAttestation attestation;

  private final Random random = new Random(1);

  GoogleLab() throws IOException {
    this.google = FakeComputeEngine.start();
    this.logging = FakeCloudLogging.start();
    this.attestation = FakeCloudAttestation.start(ISSUER, () -> NOW);
    this.machine = google.create(MACHINE, "42", SHIELDED.identity().part("identity").orElseThrow());
  }

  EvidenceSource route(Duration timeout) {
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.empty(),
            Map.of(
                "compute", google.endpoint(),
                "logging", logging.endpoint(),
                "confidentialcomputing", attestation.endpoint()));
    return new GoogleRoute(clients, HttpsRoute.of(timeout, random), timeout, random);
  }

  static Target target(String machine, String scheme) {
    return new Target("gcp/c", machine, Schemes.named(scheme).orElseThrow(), Json.object());
  }

  /** A guest that quotes by this machine's key what it is asked for, and adds parts of its own. */
  void guest(ShieldedVm vm, Map<String, Bytes> more) {
    machine.agent(
        request -> {
          String[] words = request.split(" ", -1);
          Map<String, Bytes> parts =
              new HashMap<>(vm.evidence(vm.vtpm("quiet"), Bytes.ofHex(words[2])).parts());
          parts.remove("identity");
          parts.putAll(more);
          Evidence e = Evidence.of("application/vnd.attestry.tpm2-quote", parts);
          machine.write(words[0] + ".1", Printed.answer(e, Collateral.NONE).out());
          machine.write(words[0] + ".exit", "0");
        });
  }

  static Challenge challenge(int salt) {
    byte[] s = new byte[16];
    s[0] = (byte) salt;
    return new Challenge(
        "log.example/2026", 4, Bytes.zeros(32), "gcp/c", Bytes.of(s), Optional.empty());
  }

  static Verification verify(
      Target target, Collected.Received r, Challenge challenge, TrustAnchors anchors) {
    return target
        .scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(NOW),
                target.recipe().slots(challenge),
                r.collateral(),
                anchors,
                target.stated(),
                Crypto.fastest()));
  }

  @Override
  public void close() {
    google.close();
    logging.close();
    attestation.close();
  }
}
