package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
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
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Tells a thread to stop, as the collector does whose time is over, while it reads an answer. */
  private static final class Interrupting implements HttpPipelinePolicy {

    private final AtomicInteger deleted = new AtomicInteger();
    private boolean stillInterrupted;

    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      return next.process();
    }

    @Override
    public HttpResponse processSync(
        HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
      if (context.getHttpRequest().getHttpMethod().equals(HttpMethod.DELETE)) {
        stillInterrupted = Thread.currentThread().isInterrupted();
        deleted.incrementAndGet();
      }
      HttpResponse r = next.processSync();
      if (context.getHttpRequest().getUrl().toString().contains("$expand")) {
        Thread.currentThread().interrupt();
      }
      return r;
    }
  }

  @Test
  void whoIsToldToStopTakesItsCommandAwayFirst() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      AzureClients clients = RunCommandLab.clients(azure);
      Interrupting policy = new Interrupting();
      HttpPipeline pipeline =
          new HttpPipelineBuilder()
              .httpClient(clients.network())
              .policies(
                  policy,
                  new BearerTokenAuthenticationPolicy(
                      clients.credential(), azure.endpoint() + "/.default"))
              .build();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(
              () ->
                  RunCommandLab.route(azure, pipeline, PATIENCE)
                      .collect(
                          RunCommandLab.target(RunCommandLab.MACHINE, "azure-hcl"),
                          RunCommandLab.challenge(1)));
      assertThat(policy.deleted.get()).isOne();
      assertThat(policy.stillInterrupted).isFalse();
      assertThat(azure.left()).isEmpty();
    } finally {
      // Of this thread, which goes on.
      Thread.interrupted();
    }
  }

  /** The time may be over once the answer was read, too. */
  @Test
  void whoWasToldToStopTakesAwayAndStaysToldSo() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.leave(RunCommandLab.MACHINE, "attestry-x");
      HttpPipeline pipeline = RunCommandLab.clients(azure).management(azure.endpoint().toString());
      String command = azure.endpoint() + RunCommandLab.MACHINE + "/runCommands/attestry-x";
      Thread.currentThread().interrupt();
      AzureApi.of(pipeline, AzureApi.MANAGER, PATIENCE)
          .tryToDelete(command + "?" + RunCommand.VERSION);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(azure.left()).isEmpty();
    }
  }

  private static String left(Duration ago, int n) {
    return RunCommands.name(Instant.now().minus(ago), new Random(n));
  }

  /** An instance that was killed takes nothing away, and after 25 of them nobody is heard. */
  @ParameterizedTest
  @ValueSource(ints = {400, 409})
  void aMachineThatIsFullOfWhatWeLeftIsCleared(int status) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> run())) {
      azure.refuseMore(status);
      for (int i = 0; i < 25; i++) {
        azure.leave(RunCommandLab.MACHINE, left(Duration.ofHours(1), i));
      }
      assertThat(ask(azure).detail()).contains("has not what this evidence takes");
      assertThat(ran.get()).isOne();
      assertThat(azure.left()).isEmpty();
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
