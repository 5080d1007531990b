package dev.attestry.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.chain.Appended;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Head;
import dev.attestry.chain.Id;
import dev.attestry.chain.Located;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.events.Notification;
import dev.attestry.events.Notifications;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Started once a day: audits the whole log, so also what the other clouds wrote, and writes down
 * the outcome. The tail is judged by what this function read of the log just before; a receipt that
 * is kept elsewhere says more.
 */
public final class AuditFunction {

  /** Faults that are told one by one; the entry and its report hold all. */
  private static final int TOLD = 50;

  private static final int CACHED_CERTIFICATES = 1000;

  private final FunctionLog log;
  private final AuditReports reports;
  private final Bell bell;

  public AuditFunction(FunctionLog log, Notifier notifier) {
    this.log = log;
    this.reports = new AuditReports(log.objects());
    this.bell = new Bell(log, notifier);
  }

  /**
   * Runs one audit; empty if this one stands already, since the scheduler delivered it twice. Then
   * it is told again: whoever wrote it may have died before it could.
   *
   * @param scheduled the time that the scheduler states; names the audit
   */
  public synchronized Optional<AuditReport> run(Instant scheduled) throws IOException {
    Chain chain = log.chain();
    Id id = new Id(Chain.LOG, "audit:" + scheduled, 1);
    try {
      Optional<Located> known = chain.remembered(id, log.settings().cloud());
      if (known.isPresent()) {
        tellAgain(known.get());
        return Optional.empty();
      }
      return Optional.of(audit(chain, id));
    } finally {
      bell.alarms();
    }
  }

  private AuditReport audit(Chain chain, Id id) throws IOException {
    Head head =
        chain.view().head().orElseThrow(() -> new IOException("the log has no commit to audit"));
    Seen seen = new Seen(chain.genesis().hash(), head.commit(), head.hash(), head.size());
    AuditSettings settings =
        AuditSettings.fromBytesAlone(Crypto.fastest().rememberingCertificates(CACHED_CERTIFICATES))
            .withReceipt(seen);
    AuditReport report = log.audit(settings);
    Instant now = log.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Head upTo = report.head().orElse(head);
    AuditContent content =
        new AuditContent(
            upTo.commit(),
            upTo.size(),
            upTo.root(),
            report.conclusion().label(),
            reports.keep(report),
            now);
    Draft draft =
        new Draft(id, chain.view().commit(), 0, content.kind(), true, (basis, written) -> content);
    Appended appended = log.appender(chain).append(List.of(draft)).get(0);
    bell.ring(List.of(appended.at()), faults(report.findings(), now));
    return report;
  }

  /** The same, and its conclusion for whoever reads what functions say. */
  public ObjectNode say(Instant scheduled) throws IOException {
    String conclusion = run(scheduled).map(r -> r.conclusion().label()).orElse("known");
    return Json.object().put("conclusion", conclusion);
  }

  /** Whoever makes the report unreadable must not silence the entry too. */
  private void tellAgain(Located stands) throws IOException {
    List<Notification> faults = List.of();
    try {
      faults = faults(stands);
    } finally {
      bell.ring(List.of(stands), faults);
    }
  }

  /** Of an audit that stands. */
  private List<Notification> faults(Located stands) throws IOException {
    return stands.entry().content() instanceof AuditContent a
        ? faults(reports.findings(a.report()), a.at())
        : List.of();
  }

  private List<Notification> faults(List<AuditFinding> findings, Instant now) {
    return findings.stream()
        .flatMap(f -> Notifications.of(log.origin(), f, now).stream())
        .limit(TOLD)
        .toList();
  }
}
