package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.codec.Json;
import java.util.ArrayList;
import java.util.List;

/** An audit for people, and as JSON. */
final class AuditPage {

  private static final int SHOWN = 20;

  private final Style style;

  AuditPage(Style style) {
    this.style = style;
  }

  List<String> of(FoundLog log, AuditReport report) {
    List<String> page = new ArrayList<>();
    page.add(style.bold(log.name()) + " · shard " + log.shard());
    page.add("");
    page.add(
        "  "
            + conclusion(report)
            + "   "
            + report.commits()
            + " commits, "
            + report.entries()
            + " entries, "
            + report.evidence()
            + " pieces of evidence");
    report
        .first()
        .ifPresent(f -> page.add("  " + style.bold("first") + "   " + Style.safe(f.toString())));
    for (AuditCheck.Level level : AuditCheck.Level.values()) {
      findings(page, report, level);
    }
    page.add("");
    page.addAll(end(report).lines());
    return page;
  }

  private String conclusion(AuditReport report) {
    return switch (report.conclusion()) {
      case CLEAN -> style.green("✔ clean");
      case NOT_CLEAN -> style.red("✘ not clean");
      case COULD_NOT_TELL -> style.yellow("? could not tell");
    };
  }

  private void findings(List<String> page, AuditReport report, AuditCheck.Level level) {
    List<AuditFinding> all = report.findings().stream().filter(f -> f.level() == level).toList();
    if (all.isEmpty()) {
      return;
    }
    page.add("");
    page.add(
        "  "
            + style.bold(
                switch (level) {
                  case FAULT -> "faults";
                  case UNKNOWN -> "not known";
                  case NOTE -> "notes";
                }));
    Table table = new Table("    ");
    for (AuditFinding f : all.subList(0, Math.min(SHOWN, all.size()))) {
      table.row(f.check().id(), where(f), Style.safe(f.detail()), style.dim(f.check().meaning()));
    }
    page.addAll(table.lines());
    if (all.size() > SHOWN) {
      page.add("    and " + (all.size() - SHOWN) + " more; all with --json");
    }
  }

  private static String where(AuditFinding f) {
    List<String> parts = new ArrayList<>();
    f.commit().ifPresent(k -> parts.add("commit " + k));
    f.entry().ifPresent(i -> parts.add("entry " + i));
    f.object().ifPresent(o -> parts.add(o.value()));
    return String.join(" ", parts);
  }

  private Table end(AuditReport report) {
    Table end = new Table("  ");
    report
        .head()
        .ifPresent(
            h ->
                end.row(
                    style.dim("head"),
                    "commit "
                        + h.commit()
                        + " · "
                        + h.size()
                        + " leaves · root "
                        + h.root().hex()));
    end.row(style.dim("genesis"), report.pinned() ? "pinned" : "not pinned: give --genesis SHA256");
    end.row(
        style.dim("tail"),
        report.tailJudged()
            ? "judged: the log reaches what this machine's receipt names"
            : "not judged: no receipt says how far the log must reach");
    end.row(
        style.dim("next"),
        switch (report.conclusion()) {
          case CLEAN -> "attestry show";
          case NOT_CLEAN -> "keep the bucket as it is; compare it with a copy made before";
          case COULD_NOT_TELL -> "audit where the log was written, or bring a receipt from there";
        });
    return end;
  }

  static ObjectNode json(FoundLog log, AuditReport report) {
    ObjectNode o = Json.object().put("bucket", log.name()).put("shard", log.shard());
    o.setAll(report.toJson());
    return o;
  }
}
