package dev.attestry.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CollectorTest {

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void answersComeInTheOrderInWhichWasAsked() throws Exception {
    List<Collector.Answer> answers = collect((t, c) -> received(t.component()), 8, 20, 5000);
    assertThat(answers)
        .extracting(a -> a.asked().target().component())
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "component-" + i).toList());
    assertThat(answers).allMatch(a -> a.collected() instanceof Collected.Received);
  }

  @Test
  void anAttesterThatNeverAnswersIsAGapAndHoldsUpNoOther() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    EvidenceSource source =
        (t, c) -> {
          if (t.component().equals("component-1")) {
            never.await();
          }
          return received("x");
        };
    List<Collector.Answer> answers = collect(source, 2, 4, 100);
    assertThat(answers.get(1).collected())
        .isEqualTo(new Collected.Failed(Collected.Reason.TIMED_OUT, "no answer within 100 ms"));
    assertThat(answers).filteredOn(a -> a.collected() instanceof Collected.Received).hasSize(3);
  }

  @Test
  void aSourceThatBreaksIsAGapAndRepeatsNoTextOfTheAttester() throws Exception {
    EvidenceSource source =
        (t, c) -> {
          throw new IllegalStateException("text of the attester");
        };
    assertThat(collect(source, 1, 1, 5000).get(0).collected())
        .isEqualTo(
            new Collected.Failed(
                Collected.Reason.BROKEN, "collecting failed: IllegalStateException"));
  }

  @Test
  void neverAsksMoreAtOnceThanAllowed() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    EvidenceSource source =
        (t, c) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.sleep(5);
          now.decrementAndGet();
          return received("x");
        };
    collect(source, 3, 30, 5000);
    assertThat(most.get()).isBetween(2, 3);
  }

  private List<Collector.Answer> collect(EvidenceSource source, int atOnce, int targets, int millis)
      throws InterruptedException {
    List<Collector.Asked> asked =
        IntStream.range(0, targets).mapToObj(i -> asked("component-" + i)).toList();
    return new Collector(source, executor, () -> Instant.EPOCH, Duration.ofMillis(millis), atOnce)
        .collect(asked);
  }

  private static Collector.Asked asked(String component) {
    return new Collector.Asked(
        new Target(component, "i-1", new FakeScheme(), Json.object()),
        new Challenge(
            "lab.test/2026", 0, Bytes.zeros(32), component, Bytes.zeros(16), Optional.empty()));
  }

  private static Collected received(String document) {
    return new Collected.Received(
        Evidence.of("application/x-fake", Map.of("document", Bytes.utf8(document))),
        Collateral.NONE);
  }
}
