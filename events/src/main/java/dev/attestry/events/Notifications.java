package dev.attestry.events;

import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.DissentContent;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Located;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.EarCodec;
import dev.attestry.result.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the log is told. Results that are in order and warnings are not: they stand there. */
public final class Notifications {

  private static final String LOG = "@log";

  private Notifications() {}

  /** What an entry that stands gives rise to; several, where it shows several things. */
  public static List<Notification> of(String log, Located at) throws MalformedInput {
    return switch (at.entry().content()) {
      case ResultContent r -> result(log, at, r);
      case GapContent g ->
          List.of(
              told(
                  log,
                  at,
                  Notification.Type.GAP,
                  "A planned check has no answer.",
                  List.of(g.reason())));
      case DissentContent d ->
          List.of(
              told(
                  log,
                  at,
                  Notification.Type.LOG_FAULT,
                  "A writer disagrees with entry " + d.entry().index() + ".",
                  List.of(d.reason())));
      case AuditContent a when !a.verdict().equals("clean") ->
          List.of(
              told(
                  log,
                  at,
                  Notification.Type.LOG_FAULT,
                  "An audit of the log did not end clean.",
                  List.of(a.verdict())));
      default -> List.of();
    };
  }

  /** What an audit found, as far as it is a fault. */
  public static Optional<Notification> of(String log, AuditFinding f, Instant time) {
    if (f.level() != AuditCheck.Level.FAULT) {
      return Optional.empty();
    }
    String where = f.commit().map(k -> ":" + k).orElse("") + f.entry().map(i -> ":" + i).orElse("");
    return Optional.of(
        new Notification(
            log,
            f.check().id() + where,
            Notification.Type.LOG_FAULT,
            LOG,
            Optional.empty(),
            time,
            "An audit of the log found a fault: " + f.check().id() + ".",
            List.of(f.check().id()),
            f.commit(),
            f.entry()));
  }

  /** What a store shows that keeps a log. */
  public static Notification of(String log, StoreAlarm a, Instant time) {
    return new Notification(
        log,
        a.kind().id() + ":" + a.name(),
        Notification.Type.LOG_FAULT,
        LOG,
        Optional.empty(),
        time,
        "The bucket of the log shows what it never should: " + a.kind().id() + ".",
        List.of(a.kind().id(), a.name().value()),
        Optional.empty(),
        Optional.empty());
  }

  private static List<Notification> result(String log, Located at, ResultContent r)
      throws MalformedInput {
    AttestationResult ear = EarCodec.read(Json.readObject("EAR", r.ear()));
    List<String> failed = r.findings().notPassed();
    List<Notification> all = new ArrayList<>();
    if (r.findings().failed() > 0) {
      all.add(
          told(log, at, Notification.Type.EVIDENCE_REFUTED, "Evidence did not verify.", failed));
    }
    if (ear.worstAppraisal() == Tier.CONTRAINDICATED) {
      all.add(told(log, at, Notification.Type.CHECK_FAILED, "A check failed.", failed));
    } else if (ear.appraisals().values().stream().anyMatch(a -> a.status() == Tier.NONE)) {
      all.add(told(log, at, Notification.Type.GAP, "A check came to no conclusion.", failed));
    }
    return all;
  }

  private static Notification told(
      String log, Located at, Notification.Type type, String what, List<String> details) {
    return new Notification(
        log,
        type.label() + ":" + at.link().index(),
        type,
        at.entry().component(),
        Optional.of(at.cloud()),
        at.written(),
        what,
        details,
        Optional.of(at.commit()),
        Optional.of(at.link().index()));
  }
}
