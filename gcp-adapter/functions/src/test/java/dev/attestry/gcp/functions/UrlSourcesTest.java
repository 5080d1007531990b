package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.LabPosture;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.ToldGuest;
import dev.attestry.lab.standin.FakeCloudAttestation;
import dev.attestry.lab.standin.FakeCloudLogging;
import dev.attestry.lab.standin.FakeComputeEngine;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A {@code url} beside a machine: what of it the guest there may say. */
final class UrlSourcesTest {

  private static final String MACHINE = "projects/lab/zones/europe-west3-a/instances/vm-1";
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Challenge CHALLENGE =
      new Challenge("log/1", 0, Bytes.zeros(32), "gcp/c", Bytes.zeros(16), Optional.empty());

  /** Two machines of one project, under the same authority of Google's. */
  private static final LabPki LAB = LabPki.of(HashAlgorithm.SHA256.digest(Bytes.EMPTY));

  private static final ShieldedVm ASKED = ShieldedVm.of(LAB, 42, NOW);
  private static final ShieldedVm OTHER = ShieldedVm.of(LAB, 43, NOW);

  private static final GoogleIssuer ISSUER = GoogleIssuer.of(LAB, NOW);
  private static final String TOKEN = "gcp-attestation-jwt";
  private static final String AUDIENCE = "attestry.example";

  private final FakeComputeEngine compute = FakeComputeEngine.start();
  private final FakeCloudLogging logging = FakeCloudLogging.start();
  private final FakeCloudAttestation attestation = FakeCloudAttestation.start(ISSUER, () -> NOW);

  UrlSourcesTest() throws IOException {
    compute.create(MACHINE, "42", ASKED.identity().part("identity").orElseThrow());
  }

  @AfterEach
  void stop() {
    compute.close();
    logging.close();
    attestation.close();
  }

  private static Target target(String scheme, String url) {
    return target("id", MACHINE, scheme, url);
  }

  private static Target target(String selector, String instance, String scheme, String url) {
    return new Target(
        "gcp/c",
        selector,
        instance,
        Schemes.named(scheme).orElseThrow(),
        Json.object().put("expected_audience", AUDIENCE),
        Optional.of(url));
  }

  private Collected ask(ToldGuest guest, String scheme) throws Exception {
    return ask(guest, target(scheme, guest.url()));
  }

  private Collected ask(ToldGuest guest, Target target) throws Exception {
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.empty(),
            Map.of(
                "compute", compute.endpoint(),
                "logging", logging.endpoint(),
                "confidentialcomputing", attestation.endpoint()));
    SecureRandom random = new SecureRandom();
    return new GcpFunctions(clients, Optional.empty())
        .sources(HttpsRoute.trusting(guest.authority(), PATIENCE, random), PATIENCE, random)
        .collect(target, CHALLENGE);
  }

  private static Verdict verdict(Collected.Received r) {
    Target t = target("gce-shielded-vm", "");
    return t.scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(NOW),
                t.recipe().slots(CHALLENGE),
                ASKED.collateral(),
                TrustAnchors.of(List.of(ASKED.anchor())),
                t.stated(),
                Crypto.fastest()))
        .verdict();
  }

  private static Evidence quoteOf(ShieldedVm vm, Bytes nonce) {
    return vm.evidence(vm.vtpm("quiet"), nonce);
  }

  @Test
  void aQuoteByUrlIsJudgedUnderTheKeyThatTheApiNames() throws Exception {
    try (ToldGuest guest = ToldGuest.start(n -> quoteOf(ASKED, n))) {
      Collected.Received r = (Collected.Received) ask(guest, "gce-shielded-vm");
      assertThat(verdict(r)).isEqualTo(Verdict.VERIFIED);
      assertThat(guest.asked()).isOne();
    }
  }

  /**
   * A machine that somebody holds passes our nonce on to a good one of the same project, and shows
   * that one's quote with what the API says of that one.
   */
  @Test
  void anotherMachinesIdentityBesideItsQuoteIsNotTakenForThisOnes() throws Exception {
    Bytes entry = OTHER.log(List.of()).part("entry").orElseThrow();
    try (ToldGuest guest = ToldGuest.start(n -> with(quoteOf(OTHER, n), "entry", entry))) {
      Collected.Received r = (Collected.Received) ask(guest, "gce-shielded-vm");
      assertThat(r.evidence().part("identity").orElseThrow().utf8())
          .isEqualTo(identityByTheApi(guest).utf8());
      assertThat(r.evidence().part("entry")).isEmpty();
      assertThat(verdict(r)).isEqualTo(Verdict.REFUTED);
    }
  }

  private static Evidence with(Evidence evidence, String role, Bytes part) {
    Map<String, Bytes> parts = new TreeMap<>(evidence.parts());
    parts.put(role, part);
    return Evidence.of(evidence.mediaType(), parts);
  }

  private Bytes identityByTheApi(ToldGuest guest) throws Exception {
    Collected.Received r = (Collected.Received) ask(guest, "shielded-vm-identity");
    return r.evidence().part("identity").orElseThrow();
  }

  /** Who gave the identity and the log of another machine would be taken for that one. */
  @Test
  void identityAndLogAreTheApisWhateverAGuestWouldSay() throws Exception {
    Bytes written = ASKED.log(List.of(0)).part("entry").orElseThrow();
    Bytes entry = Bytes.utf8(Json.readObject("entry", written).toString());
    logging.write(entry);
    try (ToldGuest guest = ToldGuest.start(n -> OTHER.identity())) {
      assertThat(identityByTheApi(guest).utf8()).contains("eccP256SigningKey");
      Collected.Received log = (Collected.Received) ask(guest, "shielded-vm-log");
      assertThat(log.evidence().part("entry")).contains(entry);
      assertThat(guest.asked()).isZero();
    }
  }

  @Test
  void googlesTokenOfAMachineRestsOnTheQuoteThatItGivesAtItsUrl() throws Exception {
    try (ToldGuest guest = ToldGuest.start(n -> quoteOf(ASKED, n))) {
      Collected.Received r = (Collected.Received) ask(guest, TOKEN);
      assertThat(r.evidence().parts()).containsOnlyKeys("token");
      assertThat(guest.asked()).isOne();
    }
  }

  /**
   * A machine that somebody holds passes our challenge on to a good one of the same project, which
   * asks Google for a token over it, or quotes what Google makes of it.
   */
  @Test
  void aTokenThatAnotherMachineGotOverOurChallengeIsNotTakenForThisOnes() throws Exception {
    for (Function<Bytes, Evidence> shown :
        List.<Function<Bytes, Evidence>>of(n -> token(), n -> quoteOf(OTHER, n))) {
      try (ToldGuest guest = ToldGuest.start(shown)) {
        assertThat(((Collected.Failed) ask(guest, TOKEN)).reason()).isEqualTo(Reason.REFUSED);
      }
    }
  }

  /** Over our challenge, by Google's key, of a machine that nobody named. */
  private static Evidence token() {
    Bytes nonce = target(TOKEN, "").recipe().slots(CHALLENGE).whole().orElseThrow();
    return ISSUER.pki(nonce, AUDIENCE, "app 1", NOW);
  }

  /** Beside a tag, too, the token is of the machine that the tag names; here nobody looks it up. */
  @Test
  void aTagBesideTheUrlNamesTheMachineThatTheTokenIsOf() throws Exception {
    try (ToldGuest guest = ToldGuest.start(n -> token())) {
      Target tagged = target("tag", "role=reports", TOKEN, guest.url());
      assertThat(((Collected.Failed) ask(guest, tagged)).reason()).isEqualTo(Reason.NO_INSTANCE);
      assertThat(guest.asked()).isZero();
    }
  }

  /** A workload in a Confidential Space has no quote, and asks Google itself. */
  @Test
  void whereTheMapNamesNoMachineTheWorkloadsOwnTokenIsTaken() throws Exception {
    try (ToldGuest guest = ToldGuest.start(n -> token())) {
      Collected.Received r =
          (Collected.Received) ask(guest, target("id", "gcp/c", TOKEN, guest.url()));
      assertThat(r.evidence().parts()).containsOnlyKeys("token");
    }
  }

  /** Nothing of Google's reads posture yet: then there is none, and no guest's in its place. */
  @Test
  void theGuestsOwnSnapshotIsNotTakenForGoogles() throws Exception {
    try (ToldGuest guest =
        ToldGuest.start(c -> LabPosture.of(MACHINE, "instance").evidence(c, NOW))) {
      assertThat(((Collected.Failed) ask(guest, "posture")).reason()).isEqualTo(Reason.REFUSED);
      assertThat(guest.asked()).isZero();
    }
  }
}
