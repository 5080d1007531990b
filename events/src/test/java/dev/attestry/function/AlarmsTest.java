package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.events.Notification;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bucket shows and never should reaches people, whichever function meets it. */
final class AlarmsTest {

  @TempDir private Path folder;

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  AlarmsTest() {
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
  }

  private static StoreAlarm alarm(String name) {
    return new StoreAlarm(
        StoreAlarm.Kind.DELETE_MARKER, ObjectName.of("2026/" + name), "1 delete marker");
  }

  private List<String> said() {
    return lines
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(l -> l.contains("\"alarm\":\"store.delete-marker\""))
        .toList();
  }

  private static List<String> told(FunctionLab lab) {
    return lab.told.stream().map(Notification::id).filter(id -> id.startsWith("store.")).toList();
  }

  @Test
  void whatTheBucketShowsIsSaidOnceAndToldOnceByWhoCanTell() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.alarms.add(alarm("sweep"));
      lab.sweep.run(lab.now());
      Bytes request = lab.checks.take().getFirst();
      lab.alarms.add(alarm("append"));
      lab.check.run(request);
      assertThat(said()).hasSize(2); // the check said it, and has nobody to tell
      assertThat(told(lab)).containsExactly("store.delete-marker:2026/sweep");
      lab.append.run(lab.results.take());
      lab.alarms.add(alarm("dead-letter"));
      lab.deadLetter.run(Bytes.utf8("no message of ours"));
      lab.alarms.add(alarm("audit"));
      lab.audit.run(lab.now());
      lab.alarms.add(alarm("event"));
      lab.event.run(Bytes.utf8("{}"));
      assertThat(said()).hasSize(5);
      assertThat(told(lab))
          .containsExactly(
              "store.delete-marker:2026/sweep",
              "store.delete-marker:2026/append",
              "store.delete-marker:2026/dead-letter",
              "store.delete-marker:2026/audit");
      assertThat(said().getFirst()).contains("\"object\":\"2026/sweep\"", "\"level\":\"error\"");
    }
  }

  /** Who can silence the topic must not stop the log by one delete. */
  @Test
  void whereNobodyCanBeToldTheWorkStandsAndTheNextRunTells() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      lab.alarms.add(alarm("commit/000"));
      lab.deaf = true;
      lab.sweep.run(lab.now());
      assertThat(lab.entries(Kind.PLAN)).hasSize(1);
      assertThat(told(lab)).isEmpty();
      lab.deaf = false;
      lab.sweep.run(lab.now());
      assertThat(told(lab)).containsExactly("store.delete-marker:2026/commit/000");
      assertThat(said()).hasSize(1);
    }
  }

  @Test
  void aStoreThatIsWrongEverywhereDoesNotFloodTheTopic() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      IntStream.range(0, 120).forEach(i -> lab.alarms.add(alarm("ev/" + i)));
      lab.sweep.run(lab.now());
      assertThat(told(lab)).hasSize(50);
      lab.sweep.run(lab.now());
      lab.sweep.run(lab.now());
      assertThat(told(lab)).hasSize(120).doesNotHaveDuplicates();
    }
  }
}
