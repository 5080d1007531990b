package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Google's verdict on a machine: its challenge, the guest's quote, and a token with our nonce. */
final class CloudAttestationTest {

  private static final Challenge CHALLENGE = GoogleLab.challenge(1);
  private static final TrustAnchors ANCHORS = TrustAnchors.of(GoogleLab.ISSUER.anchors());

  private final GoogleLab lab;

  CloudAttestationTest() throws IOException {
    this.lab = new GoogleLab();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static Target target(ObjectNode stated) {
    return new Target(
        "gcp/c", GoogleLab.MACHINE, Schemes.named("gcp-attestation-jwt").orElseThrow(), stated);
  }

  private static Target target() {
    return target(Json.object().put("expected_audience", GoogleLab.AUDIENCE));
  }

  private Collected ask(Target target) throws InterruptedException {
    return lab.route(Duration.ofSeconds(20)).collect(target, CHALLENGE);
  }

  private static Verdict verdict(Collected.Received r, int challenge) {
    return GoogleLab.verify(
            target(),
            new Collected.Received(r.evidence(), GoogleLab.ISSUER.collateral()),
            GoogleLab.challenge(challenge),
            ANCHORS)
        .verdict();
  }

  @Test
  void theTokenHoldsOurChallengeAndBringsItsPath() throws Exception {
    lab.guest(GoogleLab.SHIELDED, Map.of());
    Collected.Received r = (Collected.Received) ask(target());
    assertThat(verdict(r, 1)).isEqualTo(Verdict.VERIFIED);
    // A token that was asked for earlier hides what became of the machine since.
    assertThat(verdict(r, 2)).isEqualTo(Verdict.REFUTED);
    assertThat(lab.attestation.open()).isZero();
  }

  /** Google would vouch for one machine by what another one is. */
  @Test
  void theQuoteOfAnotherMachineGetsNoToken() throws Exception {
    lab.guest(
        ShieldedVm.of(LabPki.of(Bytes.utf8("another lab than the machine's!!")), 43, GoogleLab.NOW),
        Map.of());
    Collected.Failed f = (Collected.Failed) ask(target());
    assertThat(f.reason()).isEqualTo(Reason.REFUSED);
    assertThat(f.detail()).contains("INVALID_ARGUMENT");
  }

  @Test
  void aQuoteWithoutRegistersIsAGap() throws Exception {
    lab.guest(GoogleLab.SHIELDED, Map.of("pcrs", Bytes.utf8("none")));
    assertThat(((Collected.Failed) ask(target())).detail()).contains("registers");
  }

  @Test
  void withoutAnAudienceNoTokenIsAskedFor() throws Exception {
    lab.guest(GoogleLab.SHIELDED, Map.of());
    assertThat(((Collected.Failed) ask(target(Json.object()))).detail())
        .contains("expected_audience");
    assertThat(lab.machine.item("attestry-request")).isEmpty();
  }
}
