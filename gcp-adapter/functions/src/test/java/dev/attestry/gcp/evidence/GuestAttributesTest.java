package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Challenge;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a guest is asked through metadata, and what the failures of that way are. */
final class GuestAttributesTest {

  private static final Challenge CHALLENGE = GoogleLab.challenge(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(1500);

  private final GoogleLab lab;
  private final AtomicReference<String> asked = new AtomicReference<>("");

  GuestAttributesTest() throws IOException {
    this.lab = new GoogleLab();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  /** An agent whose script ends with this code, after it wrote what it printed. */
  private void agent(String printed, String code) {
    lab.machine.agent(
        request -> {
          asked.set(request);
          String id = request.substring(0, request.indexOf(' '));
          if (!printed.isEmpty()) {
            lab.machine.write(id + ".1", printed);
          }
          lab.machine.write(id + ".exit", code);
        });
  }

  private Collected.Failed ask(String machine, Duration timeout) throws InterruptedException {
    return (Collected.Failed)
        lab.route(timeout).collect(GoogleLab.target(machine, "tpm2-quote"), CHALLENGE);
  }

  @Test
  void theNonceOfTheChallengeGoesInBesideAllOtherMetadata() throws Exception {
    lab.machine.item("ssh-keys", "someone:ssh-ed25519 AAAA");
    agent("", "3");
    assertThat(ask(GoogleLab.MACHINE, PATIENCE).reason()).isEqualTo(Reason.REFUSED);
    assertThat(asked.get()).matches("[0-9a-f]{16} tpm2-quote " + CHALLENGE.nonce().hex());
    assertThat(lab.machine.item("ssh-keys")).contains("someone:ssh-ed25519 AAAA");
  }

  /** Who writes metadata back as it was read would undo what another did in between. */
  @Test
  void whatOthersChangeMeanwhileIsNotLost() throws Exception {
    lab.machine.conflicts(2);
    agent("", "3");
    assertThat(ask(GoogleLab.MACHINE, PATIENCE).reason()).isEqualTo(Reason.REFUSED);
    assertThat(lab.machine.item("changed-by-others")).contains("0");
  }

  @Test
  void whoeverIsNeverFasterThanOthersGivesUp() throws Exception {
    lab.machine.conflicts(100);
    agent("", "0");
    Collected.Failed f = ask(GoogleLab.MACHINE, PATIENCE);
    assertThat(f.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(f.detail()).contains("all the time");
    assertThat(asked.get()).isEmpty();
  }

  /** A selector must not be able to name anything but a machine: our token goes there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "role=reports",
        "projects/lab",
        GoogleLab.MACHINE + "/../vm-2",
        GoogleLab.MACHINE + "/setMachineType",
        GoogleLab.MACHINE + "?alt=media",
        "@evil.example/" + GoogleLab.MACHINE
      })
  void aSelectorWithoutAMachineIsAGap(String selector) throws Exception {
    agent("", "0");
    assertThat(ask(selector, PATIENCE).reason()).isEqualTo(Reason.NO_INSTANCE);
    assertThat(asked.get()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, forbidden, 1, REFUSED, forbidden",
    "403, rateLimitExceeded, 1, UNREACHABLE, throttling",
    "404, notFound, 1, NO_INSTANCE, no such machine",
    "429, rateLimitExceeded, 4, UNREACHABLE, throttling",
    "503, backendError, 4, UNREACHABLE, 503"
  })
  void whatGoogleRefusesIsAGapThatSaysWhy(
      int status, String word, int times, Reason reason, String why) throws Exception {
    for (int i = 0; i < times; i++) {
      lab.google.refuse(status, word);
    }
    Collected.Failed f = ask(GoogleLab.MACHINE, PATIENCE);
    assertThat(f.reason()).isEqualTo(reason);
    assertThat(f.detail()).contains(why);
    assertThat(asked.get()).isEmpty();
  }

  @Test
  void throttlingThatPassesIsNotNoticed() throws Exception {
    lab.google.refuse(429, "rateLimitExceeded");
    agent("", "3");
    assertThat(ask(GoogleLab.MACHINE, PATIENCE).reason()).isEqualTo(Reason.REFUSED);
    assertThat(asked.get()).isNotEmpty();
  }

  @Test
  void aMachineThatIsOffIsNotAsked() throws Exception {
    lab.machine.status("TERMINATED");
    assertThat(ask(GoogleLab.MACHINE, PATIENCE).detail()).contains("does not run");
  }

  @Test
  void switchedOffGuestAttributesAreNamed() throws Exception {
    lab.machine.item("enable-guest-attributes", "FALSE");
    Collected.Failed f = ask(GoogleLab.MACHINE, PATIENCE);
    assertThat(f.reason()).isEqualTo(Reason.REFUSED);
    assertThat(f.detail()).contains("switched off");
  }

  /** Anyone in the guest may write there, long before we ask. */
  @Test
  void whatStandsThereForAnotherRequestIsNoAnswer() throws Exception {
    lab.machine.write("00000000deadbeef.1", "attestry-evidence/1 1/1 1/1 aa\nAA==");
    lab.machine.write("00000000deadbeef.exit", "0");
    assertThat(ask(GoogleLab.MACHINE, SHORT).reason()).isEqualTo(Reason.TIMED_OUT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, UNREACHABLE, came in part",
    "'attestry-evidence/1 1/1 300/300 aa', 0, UNREACHABLE, came in part",
    "'no answer\n', 0, REFUSED, is no answer",
    "'', 127, REFUSED, not installed",
    "'', nonsense, REFUSED, no exit code"
  })
  void whatIsNoWholeAnswerIsAGap(String printed, String code, Reason reason, String why)
      throws Exception {
    agent(printed, code);
    Collected.Failed f = ask(GoogleLab.MACHINE, PATIENCE);
    assertThat(f.reason()).isEqualTo(reason);
    assertThat(f.detail()).contains(why);
  }
}
