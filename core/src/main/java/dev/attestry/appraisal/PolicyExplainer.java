package dev.attestry.appraisal;

import dev.attestry.appraisal.ReferenceValue.Mode;
import dev.attestry.appraisal.RuleSpec.SchemeRules;
import dev.attestry.result.TrustClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Says in plain words what a policy demands. */
public final class PolicyExplainer {

  private PolicyExplainer() {}

  /**
   * One demand.
   *
   * @param about a scheme, or {@code all evidence}
   * @param rule as policies write it
   * @param words one sentence
   */
  public record Line(String about, String rule, String words) {}

  /** What holds for a component of a class; for all components where neither is given. */
  public static List<Line> explain(
      Policy policy, Optional<String> component, Optional<String> componentClass) {
    Section s = policy.sectionFor(component, componentClass);
    List<Line> out = new ArrayList<>();
    s.evidence().forEach((scheme, rules) -> scheme(out, scheme, rules));
    general(out, s);
    return out;
  }

  /** Pointers to flags that every policy refuses, where they are on, until it names them. */
  public static List<String> doors(String scheme) {
    return AppraisalRules.of(scheme).stream()
        .flatMap(s -> s.rules().stream())
        .filter(RuleSpec::door)
        .map(RuleSpec::pointer)
        .toList();
  }

  private static void scheme(
      List<Line> out, String scheme, SortedMap<String, ReferenceValue> named) {
    SchemeRules known = AppraisalRules.of(scheme).orElseThrow();
    for (RuleSpec spec : known.rules()) {
      if (spec.kind() == RuleKind.PCRS) {
        named.keySet().stream()
            .filter(n -> PcrName.of(n).isPresent())
            .sorted(PcrName.order())
            .forEach(n -> out.add(line(scheme, spec, n, named)));
      } else if (named.containsKey(spec.name())) {
        out.add(line(scheme, spec, spec.name(), named));
      } else if (spec.unnamed().isPresent()) {
        String off = spec.door() ? " must be off" : " should be off; otherwise only a warning";
        out.add(
            new Line(scheme, spec.name(), spec.words() + off + " (the policy does not name it)"));
      }
    }
    if (Ceilings.firmwareOnly(scheme)) {
      out.add(
          new Line(
              scheme,
              "executables",
              "never better than a warning: the firmware is measured, and nothing that it boots"));
    }
    for (List<String> group : known.required()) {
      if (group.stream().noneMatch(r -> Judgement.isNamed(r, named))) {
        out.add(
            new Line(
                scheme,
                String.join(", ", group),
                "nothing passes: no reference value is named for " + String.join(" or ", group)));
      }
    }
    for (RuleSpec.RequiredWhere r : known.requiredWhere()) {
      if (!Judgement.isNamed(r.rule(), named)) {
        out.add(new Line(scheme, r.rule(), "must be named, or no " + r.value() + " passes"));
      }
    }
  }

  private static Line line(
      String scheme, RuleSpec spec, String name, SortedMap<String, ReferenceValue> named) {
    ReferenceValue v = Objects.requireNonNull(named.get(name));
    String subject =
        PcrName.of(name).map(p -> "PCR " + p.index() + " (" + p.bank() + ")").orElse(spec.words());
    String must = v.mode() == Mode.WARN ? " should be " : " must be ";
    String otherwise = v.mode() == Mode.WARN ? "; otherwise only a warning" : "";
    String each = spec.kind() == RuleKind.ALL_IN ? "each of the " : "";
    return new Line(scheme, name, each + subject + must + RuleEvaluator.expected(v) + otherwise);
  }

  private static void general(List<Line> out, Section s) {
    Duration max = s.maxAge().orElseThrow();
    Duration tolerated = s.toleratedAge().orElseThrow();
    out.add(
        all(
            "freshness",
            "evidence must be at most "
                + max.toSeconds()
                + " s old"
                + (tolerated.isZero()
                    ? ""
                    : "; for " + tolerated.toSeconds() + " s more it is a warning")));
    for (Map.Entry<TrustClaim, Integer> c : s.ceilings().entrySet()) {
      out.add(all("ceilings", c.getKey().label() + " is never better than " + c.getValue()));
    }
    for (TrustClaim c : s.require().orElseThrow()) {
      out.add(all("require", "something must show " + c.label()));
    }
    if (s.thirdParty().orElseThrow()) {
      out.add(all("third_party", "a third party's: never better than a warning"));
    }
    for (Ceilings.Cause c : s.acceptWarnings().orElseThrow()) {
      out.add(all("accept_warnings", "a warning that is only " + c.label() + " is expected"));
    }
    if (s.isolate().orElseThrow()) {
      out.add(all("decision.isolate", "a contraindicated component is to be isolated"));
    }
    if (!s.noneAllowed().orElseThrow().isZero()) {
      out.add(
          all(
              "decision.none_allowed_minutes",
              "silence is allowed, with an alert, for "
                  + s.noneAllowed().orElseThrow().toMinutes()
                  + " minutes after the last affirming result"));
    }
  }

  private static Line all(String rule, String words) {
    return new Line("all evidence", rule, words);
  }
}
