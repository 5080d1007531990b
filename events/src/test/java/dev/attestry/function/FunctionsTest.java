package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.audit.AuditReport;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.ActionContent;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Layout;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.Notification;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.Collected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions of one cloud, from the schedule to the log, on queues that misbehave. */
final class FunctionsTest {

  /** Of no document. */
  private static final String NOWHERE =
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @TempDir private Path folder;

  @Test
  void aRoundOfTheScheduleEndsAsOneResultForEachComponentOfThisCloud() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 3, true)) {
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(0, 3));
      for (Bytes m : lab.checks.take()) {
        lab.check.run(m);
      }
      lab.append.run(lab.results.take());
      assertThat(lab.entries(Kind.RESULT))
          .extracting(Entry::component)
          .containsExactlyInAnyOrder("aws/c0", "aws/c1", "aws/c2");
      assertThat(lab.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    }
  }

  /** A line of the log holds 65,535 bytes: a plan of many components does not fit into one. */
  @Test
  void aPlanOfManyComponentsIsSeveralEntriesOfOneCommit() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1000, true)) {
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(1000);
      lab.sweep.run(lab.now());
      assertThat(lab.entries(Kind.PLAN)).hasSize(4);
      assertThat(lab.checks.take()).hasSize(8);
    }
  }

  /** Names may be long, and Azure's messages hold 48 KiB: a round that cannot be sent is none. */
  @Test
  void aRequestThatNoMessageHoldsGoesInSeveral() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 100, true)) {
      lab.checks.takeNoMoreThan(1 << 10);
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(100);
      List<Bytes> messages = lab.checks.take();
      assertThat(messages).hasSizeGreaterThan(2);
      for (Bytes m : messages) {
        lab.check.run(m);
      }
      lab.append.run(lab.results.take());
      assertThat(lab.entries(Kind.RESULT))
          .hasSize(100)
          .extracting(Entry::component)
          .doesNotHaveDuplicates();
    }
  }

  /** Queues deliver at least once and in any order: what is in the log must not depend on it. */
  @Test
  void messagesDeliveredTwiceAndOutOfOrderChangeNothing() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 300, true)) {
      lab.sweep.run(lab.now());
      lab.sweep.run(lab.now());
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.PLAN)).hasSize(2);
      assertThat(lab.entries(Kind.GAP)).isEmpty();
      assertThat(lab.entries(Kind.RESULT))
          .hasSize(300)
          .extracting(Entry::component)
          .doesNotHaveDuplicates();
      assertThat(lab.sweep.run(lab.now().plusSeconds(60)).due()).isZero();
      lab.passes(Duration.ofMinutes(5));
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(300);
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.RESULT)).hasSize(600);
      assertThat(lab.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    }
  }

  @Test
  void whoDoesNotAnswerIsAskedThreeTimesAndThenIsAGap() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      AtomicInteger asked = new AtomicInteger();
      lab.through(
          s ->
              (target, challenge) -> {
                if (target.component().equals("aws/c1")) {
                  asked.incrementAndGet();
                  return new Collected.Failed(Collected.Reason.UNREACHABLE, "nobody listens");
                }
                return s.collect(target, challenge);
              });
      lab.sweep.run(lab.now());
      List<String> said = new ArrayList<>();
      while (!lab.checks.isEmpty()) {
        for (Bytes m : lab.checks.take()) {
          lab.check.run(m).forEach(q -> said.add(q.component() + ": " + q.failure().detail()));
        }
      }
      lab.append.run(lab.results.take());
      assertThat(asked).hasValue(3);
      assertThat(said).hasSize(3).containsOnly("aws/c1: nobody listens");
      assertThat(lab.entries(Kind.RESULT)).extracting(Entry::component).containsExactly("aws/c0");
      assertThat(lab.entries(Kind.GAP)).extracting(Entry::component).containsExactly("aws/c1");
    }
  }

  /** A function that dies takes its message along: the plan that stands says what is missing. */
  @Test
  void aMessageThatIsLostEndsAsAGapOnceItsDeadlineIsPast() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.checks.take();
      lab.passes(Duration.ofMinutes(16));
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 2));
      assertThat(lab.entries(Kind.GAP))
          .extracting(e -> ((GapContent) e.content()).reason())
          .containsExactly("abandoned", "abandoned");
    }
  }

  /** The scheduler delivers a round again whose first run died after its plan stood. */
  @Test
  void aRoundWhoseRequestsWereLostIsAskedAgainUnderTheSamePlan() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.checks.take();
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(2);
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.PLAN)).hasSize(1);
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
    }
  }

  /** Evidence that comes after its slot was closed as a gap is kept, not dropped. */
  @Test
  void aResultThatComesAfterItsGapIsAppendedToo() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.sweep.run(lab.now());
      lab.check.run(lab.checks.take().get(0));
      List<Bytes> late = lab.results.take();
      lab.passes(Duration.ofMinutes(16));
      lab.sweep.run(lab.now());
      lab.append.run(late);
      assertThat(lab.entries(Kind.GAP)).hasSize(1);
      assertThat(lab.entries(Kind.RESULT)).hasSize(1);
    }
  }

  /** A poison message must not hold up the batch that it is in. */
  @Test
  void aMessageThatIsNoneIsNamedAndTheOthersOfItsBatchAreAppended() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.sweep.run(lab.now());
      lab.check.run(lab.checks.take().get(0));
      Bytes good = lab.results.take().get(0);
      AppendFunction.Report r = lab.append.run(List.of(Bytes.utf8("{}"), good));
      assertThat(r.refused()).containsOnlyKeys(0);
      assertThat(r.appended()).hasSize(1);
      assertThatThrownBy(() -> lab.check.run(Bytes.utf8("{\"v\":\"other\"}")))
          .isInstanceOf(MalformedInput.class);
    }
  }

  /** What a lab attests proves nothing about a hospital's machines. */
  @Test
  void aLogOfALabIsRefused() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, false)) {
      assertThatIOException()
          .isThrownBy(() -> lab.sweep.run(lab.now()))
          .withMessageContaining("of a lab");
    }
  }

  /** A key of one cloud must not be able to say anything of another cloud's components. */
  @Test
  void resultsAboutAnotherCloudsComponentAreRefused() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.sweep.run(lab.now());
      lab.check.run(lab.checks.take().get(0));
      String stolen = lab.results.take().get(0).utf8().replace("aws/c0", "gcp/other");
      AppendFunction.Report r = lab.append.run(List.of(Bytes.utf8(stolen)));
      assertThat(r.refused().get(0)).hasMessageContaining("may not write a result about gcp/other");
      assertThat(lab.entries(Kind.RESULT)).isEmpty();
    }
  }

  /** Whoever slips one in would make the results of all others late, and gaps of their slots. */
  @ParameterizedTest
  @CsvSource({"aws/c0, gcp/other", "sha-384;[^\"]{64}, sha-384;" + NOWHERE})
  void aMessageThatIsRefusedTakesNoOtherOfItsBatchAlong(String what, String by) throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.check.run(lab.checks.take().get(0));
      Bytes good = lab.results.take().get(0);
      String bad = good.utf8().replaceAll(what, by);
      AppendFunction.Report r = lab.append.run(List.of(Bytes.utf8(bad), good));
      assertThat(r.refused()).containsOnlyKeys(0);
      assertThat(lab.entries(Kind.RESULT))
          .extracting(Entry::component)
          .containsExactlyInAnyOrder("aws/c0", "aws/c1");
    }
  }

  @Test
  void aRequestIsReadAsItWasWritten() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      Bytes request = lab.checks.take().get(0);
      assertThat(CheckRequest.parse(request).encode()).isEqualTo(request);
      for (int cut = 0; cut < request.length(); cut++) {
        Bytes part = request.slice(0, cut);
        assertThatThrownBy(() -> CheckRequest.parse(part)).isInstanceOf(MalformedInput.class);
      }
    }
  }

  /** Whoever appended it may have died before it could tell: telling twice is the price. */
  @Test
  void whatAResultGivesRiseToIsToldAgainUnderTheSameIdWhereItsMessageComesAgain() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      for (Bytes m : lab.checks.take()) {
        lab.check.run(m);
      }
      List<Bytes> results = lab.results.take();
      lab.append.run(results);
      List<String> first = ids(lab);
      assertThat(first).hasSize(2).doesNotHaveDuplicates();
      lab.append.run(results);
      assertThat(ids(lab)).isEqualTo(Stream.concat(first.stream(), first.stream()).toList());
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
    }
  }

  /** Whoever can silence a topic must neither stop the log nor go unnoticed in it. */
  @Test
  void whereNobodyCanBeToldTheEntriesStandAndTheLogSaysThatItWasGivenUp() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      for (Bytes m : lab.checks.take()) {
        lab.check.run(m);
      }
      List<Bytes> results = lab.results.take();
      lab.deaf = true;
      lab.append.run(results);
      lab.append.run(results);
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
      assertThat(givenUp(lab)).hasSize(1);
      lab.deaf = false;
      lab.append.run(results);
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
      assertThat(ids(lab)).hasSize(2);
      assertThat(lab.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    }
  }

  /** Its slots are closed: no later sweep finds them overdue again. */
  @Test
  void gapsOfASweepThatNobodyCanBeToldOfAreGivenUpInTheLog() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.checks.take();
      lab.passes(Duration.ofMinutes(16));
      lab.deaf = true;
      assertThat(lab.sweep.run(lab.now()).gaps()).isEqualTo(2);
      assertThat(givenUp(lab)).hasSize(1);
    }
  }

  /** They stand, and no later sweep finds them overdue again. */
  @Test
  void gapsAreToldAlsoWhereTheRoundFailsAfterThem() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.checks.take();
      lab.passes(Duration.ofMinutes(16));
      lab.checks.down = true;
      assertThatIOException().isThrownBy(() -> lab.sweep.run(lab.now()));
      assertThat(lab.entries(Kind.GAP)).hasSize(2);
      assertThat(lab.told).extracting(Notification::type).containsOnly(Notification.Type.GAP);
      assertThat(lab.told).hasSize(2);
    }
  }

  @Test
  void gapsAreTold() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.deadLetter.run(lab.checks.take().get(0));
      assertThat(lab.told).extracting(Notification::type).containsOnly(Notification.Type.GAP);
      lab.sweep.run(lab.now().plusSeconds(400));
      lab.checks.take();
      lab.passes(Duration.ofMinutes(30));
      lab.told.clear();
      assertThat(lab.sweep.run(lab.now()).gaps()).isEqualTo(2);
      assertThat(lab.told).hasSize(2);
    }
  }

  @Test
  void anAuditIsAnEntryThatNamesItsReport() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.workTwiceAndBackwards();
      lab.told.clear();
      AuditReport report = lab.audit.run(lab.now()).orElseThrow();
      assertThat(report.conclusion()).isEqualTo(AuditReport.Conclusion.CLEAN);
      assertThat(lab.audit.run(lab.now())).isEmpty();
      AuditContent stands = (AuditContent) lab.entries(Kind.AUDIT).get(0).content();
      assertThat(lab.entries(Kind.AUDIT)).hasSize(1);
      assertThat(stands.verdict()).isEqualTo("clean");
      ReadOutcome kept = lab.bucket.read(new Layout(FunctionLab.SHARD).evidence(stands.report()));
      assertThat(((ReadOutcome.Found) kept).bytes()).isEqualTo(Jcs.encode(report.toJson()));
      assertThat(lab.told).isEmpty();
      assertThat(lab.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    }
  }

  /** Packs of evidence whose bytes were changed where they lie. */
  @Test
  void anAuditThatIsNotCleanIsWrittenDownAndTold() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      for (Bytes m : lab.checks.take()) {
        lab.check.run(m);
      }
      lab.append.run(lab.results.take());
      try (Stream<Path> packs = Files.list(folder.resolve("bucket/2026/ev"))) {
        for (Path p : packs.toList()) {
          Files.write(p, new byte[] {1});
        }
      }
      lab.told.clear();
      AuditReport report = lab.audit.run(lab.now()).orElseThrow();
      assertThat(report.conclusion()).isEqualTo(AuditReport.Conclusion.NOT_CLEAN);
      assertThat(lab.told)
          .isNotEmpty()
          .extracting(Notification::type)
          .containsOnly(Notification.Type.LOG_FAULT);
      assertThat(((AuditContent) lab.entries(Kind.AUDIT).get(0).content()).verdict())
          .isEqualTo("not-clean");
    }
  }

  private static List<ActionContent> givenUp(FunctionLab lab) throws Exception {
    return lab.entries(Kind.ACTION).stream()
        .map(e -> (ActionContent) e.content())
        .filter(a -> a.action().equals("notify") && a.outcome().equals("given-up"))
        .toList();
  }

  private static List<String> ids(FunctionLab lab) {
    return lab.told.stream().map(Notification::id).toList();
  }
}
