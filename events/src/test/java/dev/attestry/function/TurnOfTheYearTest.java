package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.Ignored;
import dev.attestry.events.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What still waits in the queues of a log when its functions are told of the next one. Both have
 * one flow map, so by its identity alone each message could be worked off.
 */
final class TurnOfTheYearTest {

  private static final Set<AuditCheck> SLOTS =
      Set.of(AuditCheck.SLOT_OPEN, AuditCheck.SLOT_UNANSWERED);

  @TempDir private Path folder;

  /** Its challenge was issued by the old log, and its packs would lie where no auditor looks. */
  @Test
  void aRequestOfTheOldLogIsNotCheckedForTheNewOne() throws Exception {
    try (FunctionLab old = lab("old");
        FunctionLab next = lab("next")) {
      Bytes request = request(old);
      assertThatThrownBy(() -> next.check.run(request))
          .isInstanceOf(MalformedInput.class)
          .hasMessageContaining(old.genesis.hex())
          .hasMessageContaining(next.genesis.hex());
      assertThat(next.results.take()).isEmpty();
    }
  }

  /** In the new log it would stand for ever with a challenge that this one never issued. */
  @Test
  void resultsOfTheOldLogAreNotAppendedToTheNewOneAndHoldUpNoOthers() throws Exception {
    try (FunctionLab old = lab("old");
        FunctionLab next = lab("next")) {
      List<Bytes> batch = new ArrayList<>(results(old));
      batch.addAll(results(next));
      AppendFunction.Report r = next.append.run(batch);
      assertThat(r.refused()).containsOnlyKeys(0);
      assertThat(r.refused().get(0))
          .hasMessageContaining(old.genesis.hex())
          .hasMessageContaining(next.genesis.hex());
      assertThat(r.appended()).hasSize(2);
      assertThat(next.entries(Kind.RESULT)).hasSize(2);
      assertThat(next.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    }
  }

  /** Nobody works them off any more; that they were there must not be lost. */
  @Test
  void whatTheOldLogAskedForIsWrittenDownInTheNewOneAndOpenInTheOldOne() throws Exception {
    try (FunctionLab old = lab("old");
        FunctionLab next = lab("next")) {
      next.sweep.run(next.now());
      Bytes request = request(old);
      List<Bytes> letters = new ArrayList<>(List.of(request));
      old.check.run(request);
      letters.addAll(old.results.take());
      for (int i = 0; i < 2; i++) {
        for (Bytes letter : letters) {
          next.deadLetter.run(letter);
        }
      }
      assertThat(next.entries(Kind.GAP)).isEmpty();
      assertThat(next.entries(Kind.ACTION))
          .hasSize(letters.size())
          .allSatisfy(
              e -> assertThat(((ActionContent) e.content()).outcome()).isEqualTo("another-log"));
      assertThat(next.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
      assertThat(old.audit().findings())
          .filteredOn(f -> f.check() == AuditCheck.SLOT_OPEN)
          .hasSize(2);
    }
  }

  /** The runbook: no new plans, then the queues run empty, then an audit, then the new log. */
  @Test
  void whereTheQueuesRanEmptyFirstNothingIsOpenAndTheNewLogAsksEverybody() throws Exception {
    try (FunctionLab old = lab("old");
        FunctionLab next = lab("next")) {
      old.sweep.run(old.now());
      old.workTwiceAndBackwards();
      assertThat(old.audit().findings()).noneMatch(f -> f.check() == AuditCheck.SLOT_OPEN);
      next.passes(Duration.ofMinutes(1));
      assertThat(next.sweep.run(next.now()).due()).isEqualTo(2);
    }
  }

  /** Else one lost message leaves a slot that nobody closes, and no audit is clean any more. */
  @Test
  void aSweepThatPlansNothingAnyMoreClosesWhatNobodyAnswered() throws Exception {
    try (FunctionLab old = lab("old")) {
      request(old);
      SweepFunction closing = new SweepFunction(old.log(false), old.checks, Notifier.NOBODY);
      old.passes(Duration.ofMinutes(20));
      SweepFunction.Report r = closing.run(old.now());
      assertThat(r).isEqualTo(new SweepFunction.Report(2, 0));
      assertThat(old.checks.take()).isEmpty();
      assertThat(old.audit().findings()).noneMatch(f -> SLOTS.contains(f.check()));
      old.passes(Duration.ofDays(1));
      assertThat(closing.run(old.now())).isEqualTo(new SweepFunction.Report(0, 0));
    }
  }

  /** Whoever starts a machine on the last day must not open a slot that no one closes. */
  @Test
  void anEventPlansNothingAnyMore() throws Exception {
    try (FunctionLab old = lab("old")) {
      EventFunction event = new EventFunction(old.log(false), Samples.OWN, old.checks);
      EventReport r = event.run(Samples.bytes(Samples.state("i-c1", "running", "e1")));
      assertThat(r.ignored()).containsExactly(Map.entry(Ignored.NO_PLANS, 1));
      assertThat(old.checks.take()).isEmpty();
      assertThat(old.entries(Kind.PLAN)).isEmpty();
    }
  }

  private FunctionLab lab(String name) throws Exception {
    return new FunctionLab(folder.resolve(name), 2, true);
  }

  /** One that nobody has worked off. */
  private static Bytes request(FunctionLab lab) throws Exception {
    lab.sweep.run(lab.now());
    List<Bytes> requests = lab.checks.take();
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static List<Bytes> results(FunctionLab lab) throws Exception {
    lab.check.run(request(lab));
    return lab.results.take();
  }
}
