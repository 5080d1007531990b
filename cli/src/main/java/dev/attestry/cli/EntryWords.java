package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.GraceContent;
import dev.attestry.chain.KeyContent;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.evidence.Claims;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.Tier;
import dev.attestry.sweep.Hops;
import java.util.Optional;

/** Entries in a few words. */
record EntryWords(Style style) {

  String tier(Tier tier, boolean expected) {
    return new Signs(style).tier(tier, expected);
  }

  /** How a component came out of it; empty for entries of other kinds. */
  String verdict(Entry e) {
    return switch (e.content()) {
      case ResultContent r ->
          Hops.appraisal(r)
              .map(a -> tier(a.status(), expected(a)))
              .orElse(style.red("? unreadable result"));
      case GapContent g -> style.red("○ gap");
      default -> "";
    };
  }

  String why(Entry e) {
    return Style.safe(
        switch (e.content()) {
          case ResultContent r -> reason(r);
          case GapContent g -> g.reason() + ", due until " + g.deadline();
          case PlanContent p -> p.slots().size() + " components are due";
          case PolicyContent p ->
              p.object().label() + " " + p.name() + " version " + p.version() + " in force";
          case GraceContent g -> "grace " + g.grace() + " until " + g.until();
          case KeyContent k -> "a key document comes into force";
          default -> "";
        });
  }

  /** Adds the same to a JSON object. */
  void into(ObjectNode o, Entry e) {
    o.put("kind", e.kind().label()).put("id", e.id());
    switch (e.content()) {
      case ResultContent r -> {
        Optional<AttesterAppraisal> a = Hops.appraisal(r);
        a.ifPresent(x -> o.put("tier", x.status().label()).put("expected", expected(x)));
        o.put("reason", reason(r)).put("policy", r.policy());
        r.findings().notPassed().forEach(o.putArray("not_passed")::add);
      }
      case GapContent g -> o.put("tier", "none").put("gap", g.reason());
      default -> {
        // Its kind and id say enough.
      }
    }
  }

  private static boolean expected(AttesterAppraisal a) {
    return a.verifierClaims().flag("/attestry.expected").orElse(false);
  }

  private static String reason(ResultContent r) {
    return Hops.appraisal(r)
        .map(AttesterAppraisal::verifierClaims)
        .orElse(Claims.NONE)
        .text("/attestry.reason")
        .orElse("");
  }
}
