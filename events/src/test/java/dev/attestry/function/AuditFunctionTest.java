package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.events.Notification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit whose function dies after its entry stands and before anybody is told of its faults. */
final class AuditFunctionTest {

  private static final StoreAlarm ALARM =
      new StoreAlarm(
          StoreAlarm.Kind.DELETE_MARKER, ObjectName.of("2026/commit/000"), "1 delete marker");

  @TempDir private Path folder;

  /** A log whose packs were changed where they lie. */
  private FunctionLab spoilt() throws Exception {
    FunctionLab lab = new FunctionLab(folder, 2, true);
    lab.sweep.run(lab.now());
    for (Bytes m : lab.checks.take()) {
      lab.check.run(m);
    }
    lab.append.run(lab.results.take());
    try (Stream<Path> packs = Files.list(evidence())) {
      for (Path p : packs.toList()) {
        Files.write(p, new byte[] {1});
      }
    }
    lab.told.clear();
    return lab;
  }

  private Path evidence() {
    return folder.resolve("bucket/2026/ev");
  }

  private static void dies(FunctionLab lab, Instant scheduled) throws Exception {
    AuditFunction dying =
        new AuditFunction(
            lab.log,
            notifications -> {
              throw new IllegalStateException("killed");
            });
    assertThatIllegalStateException().isThrownBy(() -> dying.run(scheduled));
    assertThat(lab.entries(Kind.AUDIT)).hasSize(1);
  }

  private static List<String> ids(FunctionLab lab) {
    return lab.told.stream().map(Notification::id).toList();
  }

  @Test
  void whatItFoundIsToldWhenTheScheduleFiresAgain() throws Exception {
    try (FunctionLab lab = spoilt()) {
      Instant scheduled = lab.now();
      dies(lab, scheduled);
      lab.alarms.add(ALARM);
      assertThat(lab.audit.run(scheduled)).isEmpty();
      assertThat(lab.entries(Kind.AUDIT)).hasSize(1);
      assertThat(ids(lab))
          .hasSizeGreaterThan(2)
          .contains("store.delete-marker:2026/commit/000")
          .anyMatch(id -> id.startsWith("audit.pack:"))
          .anyMatch(id -> id.startsWith("log.fault:"));
    }
  }

  /** Whoever takes notifications knows what he has already; time passes between the two. */
  @Test
  void whatIsToldAgainIsTheSameToTheLetter() throws Exception {
    try (FunctionLab lab = spoilt()) {
      Instant scheduled = lab.now();
      lab.tick = Duration.ofSeconds(1);
      lab.audit.run(scheduled);
      List<Notification> first = List.copyOf(lab.told);
      lab.told.clear();
      lab.audit.run(scheduled);
      assertThat(lab.told).isNotEmpty().isEqualTo(first);
    }
  }

  /** Its hash stands in the log; whoever takes the report away must not silence the entry too. */
  @Test
  void whereTheReportIsGoneTheEntryIsToldAllTheSame() throws Exception {
    try (FunctionLab lab = spoilt()) {
      Instant scheduled = lab.now();
      dies(lab, scheduled);
      Files.delete(report(lab));
      lab.audit.run(scheduled);
      assertThat(ids(lab)).singleElement().asString().startsWith("log.fault:");
    }
  }

  /** Here the function fails as well: its message comes again, when the report can be read. */
  @Test
  void whereTheReportCannotBeReadTheEntryIsToldAllTheSame() throws Exception {
    try (FunctionLab lab = spoilt()) {
      Instant scheduled = lab.now();
      dies(lab, scheduled);
      Path report = report(lab);
      Files.delete(report);
      Files.createDirectory(report);
      assertThatIOException()
          .isThrownBy(() -> lab.audit.run(scheduled))
          .withMessageContaining("could not be read");
      assertThat(ids(lab)).singleElement().asString().startsWith("log.fault:");
    }
  }

  /** Its hash is not known before, but whoever may write to the bucket may be quick. */
  @Test
  void aReportWhoseNameSomebodyElseTookIsReadAtItsOtherOne() throws Exception {
    try (FunctionLab lab = spoilt()) {
      Instant scheduled = lab.now();
      dies(lab, scheduled);
      Path report = report(lab);
      String name = report.getFileName().toString();
      Files.move(report, report.resolveSibling(name + "~" + name.substring(0, 8)));
      Files.write(report, new byte[] {1});
      lab.audit.run(scheduled);
      assertThat(ids(lab)).anyMatch(id -> id.startsWith("audit.pack:"));
    }
  }

  /** Of the audit that stands. */
  private Path report(FunctionLab lab) throws Exception {
    AuditContent stands = (AuditContent) lab.entries(Kind.AUDIT).get(0).content();
    return evidence().resolve(stands.report().hex());
  }

  @Test
  void anAuditThatEndedCleanHasNothingToTellAgain() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.workTwiceAndBackwards();
      lab.told.clear();
      lab.audit.run(lab.now());
      lab.audit.run(lab.now());
      assertThat(lab.told).isEmpty();
    }
  }
}
