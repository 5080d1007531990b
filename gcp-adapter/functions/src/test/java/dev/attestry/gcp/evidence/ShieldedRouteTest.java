package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
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

  /** A guest that quotes by this machine's key what it is asked for, and adds parts of its own. */
  private void guest(ShieldedVm vm, Map<String, Bytes> more) {
    lab.machine.agent(
        request -> {
          String[] words = request.split(" ", -1);
          Map<String, Bytes> parts =
              new HashMap<>(vm.evidence(vm.vtpm("quiet"), Bytes.ofHex(words[2])).parts());
          parts.remove("identity");
          parts.putAll(more);
          try {
            Evidence e = Evidence.of("application/vnd.attestry.tpm2-quote", parts);
            lab.machine.write(words[0] + ".1", GoogleLab.printed(e));
            lab.machine.write(words[0] + ".exit", "0");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
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
    guest(GoogleLab.SHIELDED, Map.of());
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
    guest(
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
}
