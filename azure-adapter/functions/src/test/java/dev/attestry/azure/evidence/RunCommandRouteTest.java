package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Challenge;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.Printed;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked by Run Command, what is run there, and what its failures are. */
final class RunCommandRouteTest {

  private static final Challenge CHALLENGE = RunCommandLab.challenge(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicReference<String> ran = new AtomicReference<>("");

  private Printed exit(String script, int code) {
    ran.set(script);
    return new Printed(code, "");
  }

  private static Collected.Failed ask(FakeRunCommand azure, String machine, Duration timeout)
      throws InterruptedException {
    return (Collected.Failed)
        RunCommandLab.route(azure, timeout)
            .collect(RunCommandLab.target(machine, "azure-hcl"), CHALLENGE);
  }

  @Test
  void theScriptIsAskedForTheFormatOfTheMapWithTheNonceOfTheChallenge() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> exit(s, 3))) {
      assertThat(ask(azure, RunCommandLab.MACHINE, PATIENCE).reason()).isEqualTo(Reason.REFUSED);
      assertThat(ran.get())
          .isEqualTo(
              "exec attestry-evidence azure-hcl "
                  + CHALLENGE.nonce().hex()
                  + " --part 1 --limit 4000");
      // A machine has 25 places for commands.
      assertThat(azure.left()).isEmpty();
    }
  }

  /** A selector must not be able to name anything but a machine: our token goes there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "role=intake",
        "/subscriptions/00000000-0000-4000-8000-000000000003",
        RunCommandLab.MACHINE + "/../../virtualMachines/other",
        RunCommandLab.MACHINE + "?api-version=2015-01-01&",
        "@evil.example" + RunCommandLab.MACHINE
      })
  void aSelectorWithoutAMachineIsAGap(String selector) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> exit(s, 0))) {
      assertThat(ask(azure, selector, PATIENCE).reason()).isEqualTo(Reason.NO_INSTANCE);
      assertThat(ran.get()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, REFUSED, AFakeSaysSo",
    "409, UNREACHABLE, no command at present",
    "404, NO_INSTANCE, no such machine"
  })
  void whatAzureRefusesIsAGapThatSaysWhy(int status, Reason reason, String why) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> exit(s, 0))) {
      azure.refuse(status);
      Collected.Failed f = ask(azure, RunCommandLab.MACHINE, PATIENCE);
      assertThat(f.reason()).isEqualTo(reason);
      assertThat(f.detail()).contains(why);
      assertThat(ran.get()).isEmpty();
    }
  }

  @Test
  void aScriptThatDoesNotEndIsGivenUpAndTakenAway() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (FakeRunCommand azure = RunCommandLab.with(s -> hang(end))) {
      assertThat(ask(azure, RunCommandLab.MACHINE, Duration.ofSeconds(2)).reason())
          .isEqualTo(Reason.TIMED_OUT);
      assertThat(azure.left()).isEmpty();
    } finally {
      end.countDown();
    }
  }

  private static Printed hang(CountDownLatch end) {
    try {
      end.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Printed(0, "");
  }

  /** What is longer than Azure gives back loses its beginning: never taken for an answer. */
  @Test
  void anAnswerThatWasCutIsNoAnswer() throws Exception {
    try (FakeRunCommand azure =
        RunCommandLab.with(
            s -> new Printed(0, "attestry-evidence/1 1/1 5000/5000 aa\n" + "A".repeat(5000)))) {
      Collected.Failed f = ask(azure, RunCommandLab.MACHINE, PATIENCE);
      assertThat(f.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(f.detail()).contains("came in part");
    }
  }
}
