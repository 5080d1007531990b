package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The identity of a Shielded VM by the API, and with it the quote of its guest. */
final class ShieldedRouteTest {

  private static final Challenge CHALLENGE = GoogleLab.challenge(1);
  private static final Target WHOLE = GoogleLab.target(GoogleLab.MACHINE, "gce-shielded-vm");
  private static final TrustAnchors ANCHORS = TrustAnchors.of(List.of(GoogleLab.SHIELDED.anchor()));

  private final GoogleLab lab;

  ShieldedRouteTest() throws IOException {
    this.lab = new GoogleLab();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Collected.Received ask(Target target) throws Exception {
    Collected c = lab.route(Duration.ofSeconds(20)).collect(target, CHALLENGE);
    assertThat(c).isInstanceOf(Collected.Received.class);
    return (Collected.Received) c;
  }

  private static Verdict verdict(Collected.Received r, int challenge) {
    Collected.Received with = new Collected.Received(r.evidence(), GoogleLab.SHIELDED.collateral());
    return GoogleLab.verify(WHOLE, with, GoogleLab.challenge(challenge), ANCHORS).verdict();
  }

  @Test
  void theIdentityIsHandedOnAsReceived() throws Exception {
    Collected.Received r = ask(GoogleLab.target(GoogleLab.MACHINE, "shielded-vm-identity"));
    assertThat(r.evidence().mediaType()).contains("shielded-vm-identity");
    assertThat(r.evidence().part("identity").orElseThrow().utf8()).contains("eccP256SigningKey");
    assertThat(lab.machine.item("attestry-request")).isEmpty();
  }

  @Test
  void theGuestsQuoteIsJudgedUnderTheKeyThatTheApiNames() throws Exception {
    lab.guest(GoogleLab.SHIELDED, Map.of());
    Collected.Received r = ask(WHOLE);
    assertThat(verdict(r, 1)).isEqualTo(Verdict.VERIFIED);
    // An older quote hides what became of the machine since.
    assertThat(verdict(r, 2)).isNotEqualTo(Verdict.VERIFIED);
  }

  /** Another machine's quote, with that machine's identity and a log entry of its own beside it. */
  @Test
  void whoTheMachineIsIsNeverTheGuestsToSay() throws Exception {
    ShieldedVm other =
        ShieldedVm.of(LabPki.of(Bytes.utf8("another lab than the machine's!!")), 43, GoogleLab.NOW);
    Bytes said = Bytes.utf8("{}");
    lab.guest(
        other, Map.of("identity", other.identity().part("identity").orElseThrow(), "entry", said));
    Collected.Received r = ask(WHOLE);
    assertThat(r.evidence().part("identity"))
        .contains(
            ask(GoogleLab.target(GoogleLab.MACHINE, "shielded-vm-identity"))
                .evidence()
                .part("identity")
                .orElseThrow());
    assertThat(r.evidence().part("entry")).isEmpty();
    assertThat(verdict(r, 1)).isEqualTo(Verdict.REFUTED);
  }

  private ObjectNode event(int hoursAgo, String boot, List<Integer> differing) throws Exception {
    ObjectNode o =
        Json.readObject("entry", GoogleLab.SHIELDED.log(differing).part("entry").orElseThrow());
    o.put("timestamp", GoogleLab.NOW.minus(Duration.ofHours(hoursAgo)).toString());
    o.withObject("/jsonPayload").put("bootCounter", boot);
    return o;
  }

  private Bytes write(ObjectNode event) throws Exception {
    Bytes b = Bytes.utf8(event.toString());
    lab.logging.write(b);
    return b;
  }

  private Bytes entry(int hoursAgo, String boot, List<Integer> differing) throws Exception {
    return write(event(hoursAgo, boot, differing));
  }

  private void stopped(int hoursAgo) {
    lab.machine.stopped(GoogleLab.NOW.minus(Duration.ofHours(hoursAgo)));
  }

  private Bytes handedOn() throws Exception {
    Target log = GoogleLab.target(GoogleLab.MACHINE, "shielded-vm-log");
    return ask(log).evidence().part("entry").orElseThrow();
  }

  /** A good boot's last entry would hide that its first one failed. */
  @Test
  void whatFailedSinceTheMachineStoodStillIsHandedOn() throws Exception {
    entry(9, "2", List.of(7));
    stopped(8);
    Bytes failed = entry(6, "3", List.of(0));
    entry(5, "3", List.of());
    assertThat(handedOn()).isEqualTo(failed);
    stopped(4);
    Bytes good = entry(3, "4", List.of());
    assertThat(handedOn()).isEqualTo(good);
    lab.guest(GoogleLab.SHIELDED, Map.of());
    Collected.Received r = ask(WHOLE);
    assertThat(r.evidence().part("entry")).contains(good);
    assertThat(verdict(r, 1)).isEqualTo(Verdict.VERIFIED);
  }

  /** The machine itself may: its service account is by default one that writes log entries. */
  @Test
  void aNewerBootThatWhoeverMayWriteLogEntriesMadeUpDoesNotHideTheOneThatFailed() throws Exception {
    Bytes failed = entry(3, "3", List.of(0));
    entry(2, "4", List.of());
    assertThat(handedOn()).isEqualTo(failed);
  }

  /** Google counts no boots in its entry on how memory encryption was launched. */
  @Test
  void aLaunchOfSevThatFailedIsHandedOnThoughItsCounterIsAnother() throws Exception {
    ObjectNode launch = event(3, "0", List.of());
    ObjectNode payload = launch.withObject("/jsonPayload");
    payload.retain("@type", "bootCounter");
    payload.putObject("sevLaunchAttestationReportEvent").put("integrityEvaluationPassed", false);
    Bytes failed = write(launch);
    entry(2, "3", List.of());
    assertThat(handedOn()).isEqualTo(failed);
  }

  /** Google may give fewer entries than were asked for, and the rest on further pages. */
  @Test
  void aShortPageDoesNotHideThatTheBootFailed() throws Exception {
    Bytes failed = entry(3, "3", List.of(0));
    entry(2, "3", List.of());
    entry(1, "3", List.of());
    lab.logging.shortPages(1);
    assertThat(handedOn()).isEqualTo(failed);
  }

  /** Google gives empty pages while it has not searched a long time to its end. */
  @Test
  void aBootOfLongAgoIsFoundBehindManyEmptyPages() throws Exception {
    Bytes failed = entry(25 * 24, "3", List.of(0));
    lab.logging.emptyPages(30);
    assertThat(handedOn()).isEqualTo(failed);
  }

  /** Whoever can write so many entries would push what failed behind them. */
  @Test
  void moreEntriesThanAreReadAreAGap() throws Exception {
    entry(502, "3", List.of(0));
    for (int i = 1; i < 502; i++) {
      entry(i, "3", List.of());
    }
    Collected.Failed f = failed(GoogleLab.target(GoogleLab.MACHINE, "shielded-vm-log"));
    assertThat(f.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(f.detail()).contains("more than 400 entries");
    lab.guest(GoogleLab.SHIELDED, Map.of());
    assertThat(failed(WHOLE).detail()).contains("more than 400 entries");
  }

  @Test
  void aLogThatMayNotBeReadOrHasNothingIsAGap() throws Exception {
    Target log = GoogleLab.target(GoogleLab.MACHINE, "shielded-vm-log");
    assertThat(failed(log).detail()).contains("no boot of the machine");
    // Who took our right away would take a warning away with it.
    lab.logging.forbidden(true);
    assertThat(failed(log).detail()).contains("PERMISSION_DENIED");
    lab.guest(GoogleLab.SHIELDED, Map.of());
    assertThat(failed(WHOLE).detail()).contains("PERMISSION_DENIED");
  }

  private Collected.Failed failed(Target target) throws InterruptedException {
    return (Collected.Failed) lab.route(Duration.ofSeconds(20)).collect(target, CHALLENGE);
  }
}
