package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An audit for people, and as JSON. */
final class AuditPage {

  private static final int SHOWN = 20;

  private final Style style;

  AuditPage(Style style) {
    this.style = style;
  }

  List<String> of(LogFolder log, AuditReport report) {
    List<String> page = new ArrayList<>();
    page.add(style.bold(log.directory().toString()) + " · shard " + log.shard());
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

  static ObjectNode json(LogFolder log, AuditReport report) {
    ObjectNode o = Json.object();
    o.put("bucket", log.directory().toString()).put("shard", log.shard());
    o.put("conclusion", report.conclusion().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    o.put("commits", report.commits()).put("entries", report.entries());
    o.put("evidence", report.evidence());
    o.put("pinned", report.pinned()).put("tail_judged", report.tailJudged());
    report
        .head()
        .ifPresent(
            h ->
                o.putObject("head")
                    .put("commit", h.commit())
                    .put("hash", h.hash().hex())
                    .put("size", h.size())
                    .put("root", h.root().hex()));
    ArrayNode findings = o.putArray("findings");
    for (AuditFinding f : report.findings()) {
      ObjectNode one = findings.addObject();
      one.put("check", f.check().id());
      one.put("level", f.level().name().toLowerCase(Locale.ROOT)).put("detail", f.detail());
      f.commit().ifPresent(k -> one.put("commit", k));
      f.entry().ifPresent(i -> one.put("entry", i));
      f.object().ifPresent(n -> one.put("object", n.value()));
    }
    return o;
  }
}
