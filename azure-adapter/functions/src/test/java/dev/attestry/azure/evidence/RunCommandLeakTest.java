package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.Printed;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/**
 * Commands that are left below a machine: it holds 25, and takes no more until somebody removes
 * them, so that a component would be silent for good.
 */
final class RunCommandLeakTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();

  private Printed run() {
    ran.incrementAndGet();
    return new Printed(3, "");
  }

  private static Collected.Failed ask(FakeRunCommand azure) throws InterruptedException {
    return (Collected.Failed)
        RunCommandLab.route(azure, PATIENCE)
            .collect(
                RunCommandLab.target(RunCommandLab.MACHINE, "azure-hcl"),
                RunCommandLab.challenge(1));
  }

  /** What was asked for may have been made, whatever the answer says. */
  @ParameterizedTest
  @ValueSource(ints = {500, 501})
  void aCommandThatWasMadeAndAnsweredAsAFaultIsTakenAway(int status) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.answerCreated(status);
      assertThat(ask(azure).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(ran.get()).isPositive();
      assertThat(azure.left()).isEmpty();
    }
  }

  /** Sees each request as it goes out, and once it is answered. */
  private record Watching(Consumer<HttpRequest> before, Consumer<HttpRequest> after)
      implements HttpPipelinePolicy {

    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      return next.process();
    }

    @Override
    public HttpResponse processSync(
        HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
      before.accept(context.getHttpRequest());
      HttpResponse r = next.processSync();
      after.accept(context.getHttpRequest());
      return r;
    }
  }

  private static HttpPipeline watched(
      FakeRunCommand azure, Consumer<HttpRequest> before, Consumer<HttpRequest> after) {
    AzureClients clients = RunCommandLab.clients(azure);
    return new HttpPipelineBuilder()
        .httpClient(clients.network())
        .policies(
            new BearerTokenAuthenticationPolicy(
                clients.credential(), azure.endpoint() + "/.default"),
            new Watching(before, after))
        .build();
  }

  private static boolean isDelete(HttpRequest r) {
    return r.getHttpMethod().equals(HttpMethod.DELETE);
  }

  private static Collected ask(FakeRunCommand azure, HttpPipeline pipeline, Duration patience)
      throws InterruptedException {
    return RunCommandLab.route(azure, pipeline, patience)
        .collect(
            RunCommandLab.target(RunCommandLab.MACHINE, "azure-hcl"), RunCommandLab.challenge(1));
  }

  /** As the collector does whose time is over, while an answer is read. */
  @Test
  void whoIsToldToStopTakesItsCommandAwayFirst() throws Exception {
    AtomicBoolean stillInterrupted = new AtomicBoolean(true);
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      HttpPipeline pipeline =
          watched(
              azure,
              r -> {
                if (isDelete(r)) {
                  deleted.incrementAndGet();
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
              },
              r -> {
                if (r.getUrl().toString().contains("$expand")) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> ask(azure, pipeline, PATIENCE));
      assertThat(deleted.get()).isOne();
      assertThat(stillInterrupted).isFalse();
      assertThat(azure.left()).isEmpty();
    } finally {
      // Of this thread, which goes on.
      Thread.interrupted();
    }
  }

  private static void delete(FakeRunCommand azure, HttpPipeline pipeline) {
    azure.leave(RunCommandLab.MACHINE, "attestry-x");
    String command = azure.endpoint() + RunCommandLab.MACHINE + "/runCommands/attestry-x";
    AzureApi.of(pipeline, AzureApi.MANAGER, PATIENCE)
        .tryToDelete(command + "?" + RunCommand.VERSION);
  }

  /** Of what breaks off a request Azure's client tells nobody but by the exception's cause. */
  @Test
  void whoIsToldToStopWhileItTakesAwayTakesAwayAllTheSame() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      delete(
          azure,
          watched(
              azure,
              r -> {
                if (deleted.incrementAndGet() == 1) {
                  Thread.currentThread().interrupt();
                }
              },
              r -> {}));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(azure.left()).isEmpty();
    }
  }

  /** As Azure may while it still makes the command. */
  @Test
  void aCommandThatAzureRefusesToTakeAwayIsTriedAgain() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.refuse(409);
      delete(azure, watched(azure, r -> deleted.incrementAndGet(), r -> {}));
      assertThat(deleted.get()).isEqualTo(2);
      assertThat(azure.left()).isEmpty();
    }
  }

  /** Whatever Azure says: there is an end. */
  @Test
  void aCommandThatAzureNeverTakesAwayIsGivenUp() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      IntStream.range(0, 10).forEach(i -> azure.refuse(409));
      delete(azure, watched(azure, r -> deleted.incrementAndGet(), r -> {}));
      assertThat(deleted.get()).isEqualTo(3);
    }
  }

  /** The time may be over once the answer was read, too. */
  @Test
  void whoWasToldToStopTakesAwayAndStaysToldSo() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      Thread.currentThread().interrupt();
      delete(azure, watched(azure, r -> {}, r -> {}));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(azure.left()).isEmpty();
    }
  }

  private static String left(Duration ago, int n) {
    return RunCommands.name(Instant.now().minus(ago), new Random(n));
  }

  private static void fill(FakeRunCommand azure) {
    for (int i = 0; i < 25; i++) {
      azure.leave(RunCommandLab.MACHINE, left(Duration.ofHours(1), i));
    }
  }

  /** An instance that was killed takes nothing away, and after 25 of them nobody is heard. */
  @ParameterizedTest
  @ValueSource(ints = {400, 409})
  void aMachineThatIsFullOfWhatWeLeftIsCleared(int status) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.refuseMore(status);
      azure.deletesWithin(Duration.ofMillis(2500));
      fill(azure);
      assertThat(ask(azure).detail()).contains("has not what this evidence takes");
      assertThat(ran.get()).isOne();
    }
  }

  /** Azure answers before a command is gone: refused for good, the machine would stay silent. */
  @Test
  void aMachineThatIsStillBeingClearedIsAskedAgain() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.refuseMore(400);
      azure.deletesWithin(Duration.ofMinutes(1));
      fill(azure);
      assertThat(ask(azure).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(ran.get()).isZero();
    }
  }

  /** What takes longer than an answer may would hold up all other checks. */
  @Test
  void aFullMachineIsClearedNoLongerThanItsAnswerMayTake() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      fill(azure);
      HttpPipeline slow =
          watched(
              azure,
              r -> {
                if (isDelete(r)) {
                  deleted.incrementAndGet();
                  LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
                }
              },
              r -> {});
      Collected.Failed f = (Collected.Failed) ask(azure, slow, Duration.ofSeconds(3));
      assertThat(f.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(deleted.get()).isLessThan(10);
    }
  }

  @Test
  void whoIsToldToStopWhileItClearsAMachineClearsNoFurther() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      fill(azure);
      HttpPipeline stopping =
          watched(
              azure,
              r -> {},
              r -> {
                if (isDelete(r)) {
                  deleted.incrementAndGet();
                  Thread.currentThread().interrupt();
                }
              });
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> ask(azure, stopping, PATIENCE));
      // The first old one, and the one that perhaps was made.
      assertThat(deleted.get()).isEqualTo(2);
    } finally {
      Thread.interrupted();
    }
  }

  /** Neither another's command, nor one whose answer an instance beside this one waits for. */
  @Test
  void whatIsNotOursOrNotOldStays() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      for (int i = 0; i < 12; i++) {
        azure.leave(RunCommandLab.MACHINE, left(Duration.ofMinutes(1), i));
        azure.leave(RunCommandLab.MACHINE, "backup-" + i);
      }
      azure.leave(RunCommandLab.MACHINE, "attestry-of-the-operator");
      assertThat(ask(azure).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(ran.get()).isZero();
      assertThat(azure.left()).hasSize(25);
    }
  }
}
