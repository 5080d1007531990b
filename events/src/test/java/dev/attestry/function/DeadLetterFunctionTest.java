package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.audit.AuditReport;
import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.KeyNotInForce;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages that nobody could work off. */
final class DeadLetterFunctionTest {

  @TempDir private Path folder;

  @Test
  void aDeadLetterIsWrittenDownOnce() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      Bytes request = lab.checks.take().get(0);
      for (int i = 0; i < 2; i++) {
        lab.deadLetter.run(Bytes.utf8("poison"));
        lab.deadLetter.run(request);
      }
      assertThat(lab.entries(Kind.GAP))
          .extracting(e -> ((GapContent) e.content()).reason())
          .containsExactly("dead-letter", "dead-letter");
      assertThat(outcomes(lab)).containsExactly("unreadable");
      assertClean(lab);
    }
  }

  /** Whoever makes appending fail for a while must not make results disappear. */
  @Test
  void resultsThatTheKeyCouldNotAppendForAWhileStandOnceItMay() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      List<Bytes> results = results(lab);
      lab.keyIsReplaced();
      assertThat(lab.append.run(results).refused().values())
          .hasSameSizeAs(results)
          .hasOnlyElementsOfType(KeyNotInForce.class);
      lab.keyIsBack();
      for (int i = 0; i < 2; i++) {
        for (Bytes letter : results) {
          lab.deadLetter.run(letter);
        }
      }
      assertThat(lab.entries(Kind.RESULT))
          .extracting(Entry::component)
          .containsExactlyInAnyOrder("aws/c0", "aws/c1");
      assertThat(lab.told).hasSize(4);
      assertThat(lab.entries(Kind.ACTION)).isEmpty();
      assertClean(lab);
    }
  }

  /** A letter that is taken for done while nothing can be written is gone for good. */
  @Test
  void whileTheKeyIsNotInForceEachLetterFailsSoThatItComesAgain() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      Bytes request = lab.checks.take().get(0);
      lab.check.run(request);
      Bytes results = lab.results.take().get(0);
      int before = lab.entries().size();
      lab.keyIsReplaced();
      for (Bytes letter : List.of(results, request, Bytes.utf8("poison"))) {
        assertThatThrownBy(() -> lab.deadLetter.run(letter)).isInstanceOf(KeyNotInForce.class);
      }
      assertThat(lab.entries(Kind.KEY)).hasSize(2);
      assertThat(lab.entries()).hasSize(before + 1);
    }
  }

  /** What was appended before its message died, or after its slot was closed. */
  @Test
  void resultsThatStandAreNotAppendedAgainAndLateOnesFollowTheirGaps() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      List<Bytes> results = results(lab);
      lab.append.run(results);
      for (Bytes letter : results) {
        lab.deadLetter.run(letter);
      }
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
      lab.passes(Duration.ofMinutes(6));
      List<Bytes> late = results(lab);
      lab.passes(Duration.ofMinutes(16));
      assertThat(lab.sweep.run(lab.now()).gaps()).isEqualTo(2);
      for (int i = 0; i < 2; i++) {
        for (Bytes letter : late) {
          lab.deadLetter.run(letter);
        }
      }
      assertThat(lab.entries(Kind.GAP)).hasSize(2);
      assertThat(lab.entries(Kind.RESULT)).hasSize(4);
      assertClean(lab);
    }
  }

  /** An old word that things are in order must not put off the next question. */
  @Test
  void whoseResultCameLateIsAskedInTheNextRound() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      List<Bytes> results = results(lab);
      lab.passes(Duration.ofMinutes(14));
      for (Bytes letter : results) {
        lab.deadLetter.run(letter);
      }
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(2);
    }
  }

  /** Whoever slips in an outcome that is refused must not take the others of its message along. */
  @Test
  void anOutcomeThatTheKeyMayNotWriteIsNamedAndTheOthersOfItsMessageStand() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      Bytes letter = Bytes.utf8(results(lab).get(0).utf8().replace("aws/c0", "gcp/other"));
      lab.deadLetter.run(letter);
      lab.deadLetter.run(letter);
      assertThat(lab.entries(Kind.RESULT)).extracting(Entry::component).containsExactly("aws/c1");
      assertThat(outcomes(lab)).containsExactly("out-of-scope");
      assertClean(lab);
    }
  }

  /** A line of the log holds 65,535 bytes; without an end such a letter would come for ever. */
  @Test
  void anOutcomeThatNoLineHoldsIsNamedAndTheOthersOfItsMessageStand() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.append.run(results(lab));
      lab.passes(Duration.ofMinutes(6));
      lab.deadLetter.run(longest(results(lab).get(0)));
      assertThat(lab.entries(Kind.RESULT))
          .extracting(Entry::component)
          .containsExactly("aws/c0", "aws/c1", "aws/c1");
      assertThat(outcomes(lab)).containsExactly("invalid");
      assertClean(lab);
    }
  }

  /** The same message of an older version of the functions, as it waits while they are replaced. */
  @Test
  void aMessageOfAnotherVersionIsWrittenDown() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.sweep.run(lab.now());
      lab.deadLetter.run(Bytes.utf8(lab.checks.take().get(0).utf8().replace("/v2", "/v1")));
      assertThat(lab.entries(Kind.GAP)).isEmpty();
      assertThat(outcomes(lab)).containsExactly("unreadable");
    }
  }

  /** It would fail until it expires, and leave no trace. */
  @Test
  void resultsOfAFlowMapThatTheLogDoesNotHaveAreWrittenDown() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      String letter = results(lab).get(0).utf8();
      lab.deadLetter.run(
          Bytes.utf8(letter.replaceFirst("sha-384;[^\"]{64}", "sha-384;" + "A".repeat(64))));
      assertThat(lab.entries(Kind.RESULT)).isEmpty();
      assertThat(outcomes(lab)).containsExactly("unreadable");
      lab.deadLetter.run(Bytes.utf8(letter));
      assertThat(lab.entries(Kind.RESULT)).hasSize(1);
    }
  }

  /** What one round's checks have found, before anybody appends it: one message. */
  private static List<Bytes> results(FunctionLab lab) throws Exception {
    lab.sweep.run(lab.now());
    for (Bytes request : lab.checks.take()) {
      lab.check.run(request);
    }
    return lab.results.take();
  }

  /** The message, with an outcome of the first component that leaves no room for its place. */
  private static Bytes longest(Bytes results) {
    String room = "\"result\":{";
    List<String> lines = new ArrayList<>(results.utf8().lines().toList());
    lines.replaceAll(
        line -> {
          int free = 65_535 - line.length() - "\"!\":\"\",".length();
          return line.contains("\"aws/c0\"")
              ? line.replace(room, room + "\"!\":\"" + "x".repeat(free) + "\",")
              : line;
        });
    return Bytes.utf8(String.join("\n", lines) + "\n");
  }

  private static List<String> outcomes(FunctionLab lab) throws Exception {
    return lab.entries(Kind.ACTION).stream()
        .map(e -> (ActionContent) e.content())
        .filter(a -> a.action().equals("dead-letter"))
        .map(ActionContent::outcome)
        .toList();
  }

  private static void assertClean(FunctionLab lab) {
    assertThat(lab.audit().conclusion()).isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
  }
}
