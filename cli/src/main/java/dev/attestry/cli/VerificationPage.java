package dev.attestry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.PolicyExplainer;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.cases.Case;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verification as a page for people: verdict, findings by outcome, claims, what to do. */
final class VerificationPage {

  /** Longer claims are cut; {@code --json} has them whole. */
  private static final int CLAIM_WIDTH = 100;

  private static final int CLAIMS = 60;

  private final Style style;

  VerificationPage(Style style) {
    this.style = style;
  }

  List<String> of(String file, Judged judged) {
    Case one = judged.one();
    Verification v = judged.verification();
    List<String> page = new ArrayList<>();
    page.add(
        style.bold(Style.safe(file))
            + " · "
            + v.scheme()
            + " · class "
            + v.evidenceClass().label()
            + " ("
            + v.evidenceClass().words()
            + ") · judged "
            + one.input().time().map(t -> "at " + t).orElse("without a time"));
    page.add("");
    page.add("  " + new Signs(style).verdict(v.verdict()) + "   " + counts(v));
    page.add(
        "  "
            + style.dim("class " + v.evidenceClass().label() + ":")
            + " "
            + v.evidenceClass().limits());
    judged.appraisal().ifPresent(a -> appraisal(page, a));
    findings(page, v, Outcome.FAILED, "failed");
    findings(page, v, Outcome.SKIPPED, "skipped: not checked, and why");
    if (v.verdict() == Verdict.VERIFIED) {
      doubts(page, v);
    }
    findings(page, v, Outcome.PASSED, "passed");
    findings(page, v, Outcome.NOT_APPLICABLE, "not applicable");
    claims(page, v);
    collateral(page, v);
    page.add("");
    page.add("  " + style.dim("next") + "   " + NextStep.after(one, v));
    page.add("  " + style.dim("page") + "   docs/evidence/" + v.scheme() + ".md: attacks, limits");
    return page;
  }

  /** Two lines: the verdict and the one reason that matters. */
  List<String> brief(String file, Judged judged) {
    Verification v = judged.verification();
    String why =
        v.first(Outcome.FAILED)
            .or(() -> v.first(Outcome.SKIPPED))
            .map(f -> "  " + f.check().id() + ": " + Style.safe(f.detail()))
            .orElse("");
    String decision = judged.appraisal().map(a -> " · " + a.decision().label()).orElse("");
    return List.of(
        new Signs(style).verdict(v.verdict())
            + "  "
            + style.bold(Style.safe(file))
            + " · "
            + v.scheme()
            + decision
            + why);
  }

  private void appraisal(List<String> page, Appraisal a) {
    String tier = new Signs(style).tier(a.tier(), a.expected());
    page.add("  " + tier + "   " + a.decision().label() + ": " + Style.safe(a.reason()));
    Table table = new Table("    ");
    for (RuleFinding f : a.findings()) {
      boolean passed = f.outcome() == RuleOutcome.PASSED;
      table.row(
          (passed ? style.green("✔ ") : style.red("✘ ")) + f.rule(),
          f.outcome().label(),
          Style.safe(f.reason()));
    }
    section(page, "policy " + a.policyId(), table);
  }

  private String counts(Verification v) {
    StringBuilder text = new StringBuilder();
    for (Outcome o : Outcome.values()) {
      long n = v.findings().stream().filter(f -> f.outcome() == o).count();
      if (n > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(n).append(' ').append(o.label());
      }
    }
    return text + (v.complete() ? "" : " · not complete");
  }

  private void findings(List<String> page, Verification v, Outcome outcome, String heading) {
    Table table = new Table("    ");
    for (Finding f : v.findings()) {
      if (f.outcome() == outcome) {
        table.row(
            new Signs(style).sign(outcome) + " " + f.check().id(),
            Style.safe(f.detail()) + style.dim("  [" + f.check().clause() + "]"));
      }
    }
    section(page, heading, table);
  }

  private void claims(List<String> page, Verification v) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", v.claims().toJson(), flat);
    Table table = new Table("    ");
    flat.entrySet().stream().limit(CLAIMS).forEach(e -> table.row(e.getKey(), e.getValue()));
    String heading =
        flat.size() > CLAIMS
            ? "claims (" + CLAIMS + " of " + flat.size() + "; all with --json)"
            : "claims";
    section(page, heading, table);
  }

  /** What is genuine and still no good sign: it must not drown among claims. */
  private void doubts(List<String> page, Verification v) {
    Table table = new Table("    ");
    PolicyExplainer.doors(v.scheme()).stream()
        .filter(d -> v.claims().flag(d).orElse(false))
        .forEach(d -> table.row("! " + d, "true"));
    section(page, "doubtful: a strict policy refuses it until it names it", table);
  }

  private void collateral(List<String> page, Verification v) {
    Table table = new Table("    ");
    for (Collateral.Item c : v.collateral()) {
      table.row(c.role(), "sha256 " + c.sha256().hex().substring(0, 16) + "…", c.source());
    }
    section(page, "rests on", table);
  }

  private void section(List<String> page, String heading, Table table) {
    if (!table.isEmpty()) {
      page.add("");
      page.add("  " + style.bold(heading));
      page.addAll(table.lines());
    }
  }

  private static void flatten(String at, JsonNode node, Map<String, String> flat) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(f -> flatten(at + "/" + Style.safe(f.getKey()), f.getValue(), flat));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(at + "/" + i, node.get(i), flat);
      }
    } else {
      String text = Style.safe(node.isTextual() ? node.textValue() : node.toString());
      flat.put(at, text.length() > CLAIM_WIDTH ? text.substring(0, CLAIM_WIDTH) + "…" : text);
    }
  }
}
