package dev.attestry.appraisal;

import dev.attestry.appraisal.PolicyNote.Severity;
import dev.attestry.appraisal.ReferenceValue.AnyOf;
import dev.attestry.appraisal.ReferenceValue.AtLeast;
import dev.attestry.appraisal.ReferenceValue.Flag;
import dev.attestry.appraisal.ReferenceValue.Mode;
import dev.attestry.appraisal.RuleSpec.SchemeRules;
import dev.attestry.codec.Suggestion;
import dev.attestry.result.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Finds what is valid in a policy and still most likely wrong. */
public final class PolicyLint {

  private final Policy policy;
  private final List<PolicyNote> notes = new ArrayList<>();

  private PolicyLint(Policy policy) {
    this.policy = policy;
  }

  /** Judges the policy by itself. */
  public static List<PolicyNote> of(Policy policy) {
    PolicyLint lint = new PolicyLint(policy);
    lint.run();
    return List.copyOf(lint.notes);
  }

  /** As above, and against the names that a flow map knows. */
  public static List<PolicyNote> of(
      Policy policy, Collection<String> components, Collection<String> classes) {
    PolicyLint lint = new PolicyLint(policy);
    lint.run();
    lint.unknown("components", policy.components().keySet(), components, "component");
    lint.unknown("classes", policy.classes().keySet(), classes, "component class");
    return List.copyOf(lint.notes);
  }

  private void run() {
    if (!policy.reviewed()) {
      note(Severity.WARNING, "/reviewed", "nobody has reviewed it; see docs/policy.md#learning");
    }
    section("/flow", policy.flow(), Section.DEFAULTS);
    policy.classes().forEach((n, s) -> section(at("classes", n), s, policy.flow()));
    policy.components().forEach((n, s) -> section(at("components", n), s, policy.flow()));
    boolean names =
        !policy.flow().evidence().isEmpty()
            || policy.classes().values().stream().anyMatch(s -> !s.evidence().isEmpty())
            || policy.components().values().stream().anyMatch(s -> !s.evidence().isEmpty());
    if (!names) {
      note(Severity.ERROR, "", "it names no reference value at all, so nothing can ever pass");
    }
  }

  private void section(String pointer, Section own, Section base) {
    Section whole = own.over(base);
    own.evidence().forEach((scheme, rules) -> scheme(pointer, scheme, rules, whole));
    own.maxAge()
        .filter(d -> d.compareTo(Duration.ofDays(1)) > 0)
        .ifPresent(
            d ->
                note(
                    Severity.WARNING,
                    pointer + "/freshness",
                    "evidence of " + d.toHours() + " hours ago says little about now"));
    own.ceilings()
        .forEach(
            (claim, value) -> {
              if (Tier.ofValue(value) == Tier.AFFIRMING) {
                note(
                    Severity.INFO,
                    pointer + "/ceilings/" + claim.label(),
                    "has no effect: a ceiling can only lower");
              }
            });
    same(pointer, own, base);
  }

  /** A rule that repeats what the section inherits says nothing. */
  private void same(String pointer, Section own, Section base) {
    own.evidence()
        .forEach(
            (scheme, rules) ->
                rules.forEach(
                    (rule, value) -> {
                      if (value.equals(base.rulesFor(scheme).get(rule))) {
                        note(
                            Severity.INFO,
                            rulePointer(pointer, scheme, rule),
                            "has no effect: the flow's section says the same");
                      }
                    }));
  }

  private void scheme(
      String pointer, String scheme, SortedMap<String, ReferenceValue> rules, Section whole) {
    rules.forEach((name, value) -> rule(rulePointer(pointer, scheme, name), scheme, name, value));
    String at = pointer + "/evidence/" + scheme;
    if (Ceilings.firmwareOnly(scheme)
        && !whole.acceptWarnings().orElse(Set.of()).contains(Ceilings.Cause.UNMEASURED_BOOT)) {
      note(
          Severity.INFO,
          at,
          "a warning at best: the report measures the firmware, and nothing that it boots;"
              + " accept_warnings: [unmeasured-boot] says that this is expected");
    }
    if (!rules.isEmpty() && rules.values().stream().noneMatch(PolicyLint::canFail)) {
      note(
          Severity.ERROR,
          at,
          "always true: every rule here accepts anything or only warns; enforce at least one");
    }
    SchemeRules known = AppraisalRules.of(scheme).orElseThrow();
    requiredWhere(at, known, whole.rulesFor(scheme));
    for (List<String> group : known.required()) {
      if (group.stream().noneMatch(r -> Judgement.isNamed(r, whole.rulesFor(scheme)))) {
        note(
            Severity.ERROR,
            at,
            "can never pass: no reference value for "
                + String.join(" or ", group)
                + "; name one, or `attestry policy learn` proposes some");
      }
    }
  }

  /** Where the evidence says so: nothing of the kind passes, though other evidence does. */
  private void requiredWhere(String at, SchemeRules rules, SortedMap<String, ReferenceValue> all) {
    for (RuleSpec.RequiredWhere r : rules.requiredWhere()) {
      if (!Judgement.isNamed(r.rule(), all)) {
        note(
            Severity.INFO,
            at,
            "never passes where "
                + r.pointer().substring(1)
                + " is "
                + r.value()
                + ": it names no "
                + r.rule());
      }
    }
  }

  private static boolean canFail(ReferenceValue v) {
    return v.mode() == Mode.ENFORCE && !tautology(v);
  }

  private static boolean tautology(ReferenceValue v) {
    return switch (v.expectation()) {
      case Flag flag -> flag.value().isEmpty();
      case AtLeast least -> least.value() == 0;
      case ReferenceValue.AtMost most -> most.value() == 0xffff_ffffL;
      case AnyOf any -> false;
    };
  }

  private void rule(String pointer, String scheme, String name, ReferenceValue value) {
    boolean door =
        AppraisalRules.of(scheme).flatMap(s -> s.rule(name)).filter(RuleSpec::door).isPresent();
    boolean opens =
        value.expectation() instanceof Flag f
            && door
            && !f.value().equals(Optional.of(false)); // "any", or the dangerous value itself
    if (opens) {
      note(Severity.WARNING, pointer, "accepts " + name + ": a door that is shut unless named");
    } else if (tautology(value)) {
      note(Severity.INFO, pointer, "always true: it accepts anything");
    } else if (value.mode() == Mode.WARN) {
      note(Severity.INFO, pointer, "only warns");
    }
    if (value.expectation() instanceof AnyOf any
        && any.values().stream().anyMatch(n -> n.value().matches("0{40,}"))) {
      note(
          Severity.WARNING,
          pointer,
          "accepts all zeros: a debug enclave, or a register that nothing was measured into");
    }
    if (PcrName.of(name).filter(p -> p.bank().equals("sha1")).isPresent()) {
      note(Severity.WARNING, pointer, "SHA-1 collisions are cheap; name the sha256 bank");
    }
  }

  private void unknown(String field, Set<String> named, Collection<String> known, String what) {
    for (String name : named) {
      if (!known.contains(name)) {
        note(
            Severity.WARNING,
            at(field, name),
            "unreachable: the flow map knows no such " + what + Suggestion.phrase(name, known));
      }
    }
  }

  private void note(Severity severity, String pointer, String message) {
    notes.add(new PolicyNote(severity, pointer, message));
  }

  private static String at(String field, String name) {
    return "/" + field + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String rulePointer(String section, String scheme, String rule) {
    return section
        + "/evidence/"
        + scheme
        + "/"
        + PcrName.of(rule).map(p -> "pcrs/" + p.bank() + "/" + p.index()).orElse(rule);
  }

  /** The sections of a policy by their pointers, the flow's first. */
  static Map<String, Section> sections(Policy p) {
    Map<String, Section> out = new LinkedHashMap<>();
    out.put("/flow", p.flow());
    p.classes().forEach((n, s) -> out.put(at("classes", n), s));
    p.components().forEach((n, s) -> out.put(at("components", n), s));
    return out;
  }
}
