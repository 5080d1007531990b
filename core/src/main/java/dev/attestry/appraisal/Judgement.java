package dev.attestry.appraisal;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import dev.attestry.result.TrustVector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Verified evidence under one section of a policy: rule by rule, then freshness, then ceilings. */
final class Judgement {

  /** How far the clock of whoever stamped the evidence may be ahead. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final VerifiedEvidence evidence;
  private final Section section;
  private final AppraisalContext context;
  private final List<RuleFinding> findings = new ArrayList<>();
  private TrustVector vector = TrustVector.EMPTY;

  private Judgement(VerifiedEvidence evidence, Section section, AppraisalContext context) {
    this.evidence = evidence;
    this.section = section;
    this.context = context;
  }

  /**
   * The outcome.
   *
   * @param causes of the ceilings that made a claim a warning
   * @param onlyCeilings whether nothing but ceilings keeps it from affirming
   */
  record Judged(
      TrustVector vector,
      Tier tier,
      Set<Ceilings.Cause> causes,
      boolean onlyCeilings,
      List<RuleFinding> findings) {}

  static Judged of(VerifiedEvidence evidence, Section section, AppraisalContext context) {
    return new Judgement(evidence, section, context).judge();
  }

  private Judged judge() {
    EvidenceClass own = evidence.verification().evidenceClass();
    EvidenceClass counted = section.thirdParty().orElse(false) ? EvidenceClass.T1 : own;
    inherent(own);
    rules();
    if (!freshness()) {
      return new Judged(TrustVector.EMPTY, Tier.NONE, Set.of(), false, findings);
    }
    requirements();
    Tier uncapped = vector.tier();
    Ceilings.Capped capped =
        Ceilings.cap(vector, evidence.verification().scheme(), counted, section.ceilings());
    TrustVector out = capped.vector();
    return new Judged(
        out, out.tier(), capped.causes(), uncapped == Tier.AFFIRMING, List.copyOf(findings));
  }

  /** What the class of evidence shows by itself once it is verified. */
  private void inherent(EvidenceClass own) {
    for (TrustClaim claim : List.of(TrustClaim.HARDWARE, TrustClaim.RUNTIME_OPAQUE)) {
      Optional<Integer> ceiling = Ceilings.of(own, claim);
      boolean shown =
          switch (own) {
            case H1, H1V, H2, H3 -> ceiling.isPresent();
            case P1, A1, T1 -> false;
          };
      // What the class caps below affirming is said only if the policy asks for it: absence claims
      // nothing, and a warning that is always there hides the others.
      boolean asked =
          section.require().orElse(Set.of()).contains(claim)
              || ceiling.map(Tier::ofValue).filter(t -> t == Tier.AFFIRMING).isPresent();
      if (shown && asked && !(claim == TrustClaim.RUNTIME_OPAQUE && doorOpen())) {
        vector = vector.with(claim, ceiling.get());
      }
    }
  }

  /** Whether the evidence says that debugging or the like is on: memory is then not opaque. */
  private boolean doorOpen() {
    return schemeRules()
        .map(s -> s.rules().stream().filter(RuleSpec::door))
        .orElseGet(Stream::of)
        .anyMatch(r -> evidence.claims().flag(r.pointer()).orElse(true));
  }

  private Optional<SchemeRules> schemeRules() {
    return AppraisalRules.of(evidence.verification().scheme());
  }

  private void rules() {
    String scheme = evidence.verification().scheme();
    Optional<SchemeRules> known = schemeRules();
    SortedMap<String, ReferenceValue> named = section.rulesFor(scheme);
    if (known.isEmpty() || named.isEmpty()) {
      unnamed(scheme, TrustClaim.EXECUTABLES, "the policy names nothing for " + scheme);
      return;
    }
    for (RuleSpec spec : known.get().rules()) {
      if (spec.kind() == RuleKind.PCRS) {
        named.tailMap(PcrName.RULE + ".").entrySet().stream()
            .filter(e -> PcrName.of(e.getKey()).isPresent())
            .sorted(Map.Entry.comparingByKey(PcrName.order()))
            .forEach(e -> apply(spec, e.getKey(), e.getValue()));
      } else if (named.containsKey(spec.name())) {
        apply(spec, spec.name(), named.get(spec.name()));
      } else {
        // A door is shut also where the evidence says nothing; what only warns needs a word of it.
        spec.whenUnnamed()
            .filter(off -> spec.door() || evidence.claims().flag(spec.pointer()).isPresent())
            .ifPresent(off -> apply(spec, spec.name(), off));
      }
    }
    for (List<String> group : known.get().required()) {
      if (group.stream().noneMatch(rule -> isNamed(rule, named))) {
        unnamed(
            scheme + "/" + group.get(0),
            known.get().rule(group.get(0)).orElseThrow().claim(),
            "the policy names no reference value for " + String.join(" or ", group));
      }
    }
    for (RuleSpec.RequiredWhere r : known.get().requiredWhere()) {
      if (r.concerns(evidence.claims()) && !isNamed(r.rule(), named)) {
        unnamed(
            scheme + "/" + r.rule(),
            known.get().rule(r.rule()).orElseThrow().claim(),
            "the policy names no reference value for " + r.rule() + ", as " + r.value() + " needs");
      }
    }
  }

  static boolean isNamed(String rule, SortedMap<String, ReferenceValue> named) {
    return rule.equals(PcrName.RULE)
        ? named.keySet().stream().anyMatch(n -> PcrName.of(n).isPresent())
        : named.containsKey(rule);
  }

  private void apply(RuleSpec spec, String name, ReferenceValue reference) {
    RuleFinding f =
        RuleEvaluator.evaluate(
            evidence.verification().scheme(), spec, name, reference, evidence.claims());
    findings.add(f);
    if (f.outcome() == RuleOutcome.PASSED && spec.onlyWarns()) {
      return;
    }
    int value =
        switch (f.outcome()) {
          case PASSED -> spec.passing();
          case WARNED -> spec.warning();
          case FAILED, UNNAMED -> spec.failing();
        };
    vector = vector.worsened(spec.claim(), value);
    if (f.outcome() == RuleOutcome.FAILED && spec.door()) {
      vector = vector.worsened(TrustClaim.RUNTIME_OPAQUE, TrustClaim.CONTRAINDICATED);
    }
  }

  private void unnamed(String rule, TrustClaim claim, String reason) {
    findings.add(
        new RuleFinding(rule, RuleOutcome.UNNAMED, "a reference value", "none named", reason));
    vector = vector.worsened(claim, TrustClaim.CONTRAINDICATED);
  }

  /** False if the evidence is too old to say anything about now. */
  private boolean freshness() {
    Duration max = section.maxAge().orElseThrow();
    Duration tolerated = max.plus(section.toleratedAge().orElseThrow());
    String expected = "at most " + max.toSeconds() + " s old";
    Optional<Instant> made = context.evidenceTime();
    if (made.isEmpty()) {
      if (evidence.verification().profile() == Profile.FULL) {
        fresh(RuleOutcome.FAILED, expected, "no time");
        return false;
      }
      return true; // files as given: nobody says when they were made
    }
    Duration age = Duration.between(made.get(), context.time());
    String found = age.toSeconds() + " s old";
    if (age.compareTo(SKEW.negated()) < 0 || age.compareTo(tolerated) > 0) {
      fresh(RuleOutcome.FAILED, expected, age.isNegative() ? "from the future" : found);
      return false;
    }
    if (age.compareTo(max) <= 0) {
      fresh(RuleOutcome.PASSED, expected, found);
      return true;
    }
    fresh(RuleOutcome.WARNED, expected, found);
    for (Map.Entry<TrustClaim, Integer> e : vector.values().entrySet()) {
      vector = vector.worsened(e.getKey(), TrustClaim.STALE);
    }
    return true;
  }

  private void fresh(RuleOutcome outcome, String expected, String found) {
    findings.add(
        new RuleFinding(
            "freshness", outcome, expected, found, "evidence is " + found + ", " + expected));
  }

  private void requirements() {
    for (TrustClaim claim : section.require().orElse(Set.of()).stream().sorted().toList()) {
      if (vector.get(claim).isEmpty()) {
        findings.add(
            new RuleFinding(
                "require/" + claim.label(),
                RuleOutcome.FAILED,
                "a claim about " + claim.label(),
                "none",
                "the policy requires "
                    + claim.label()
                    + ", and nothing in the evidence or the policy's rules shows it"));
        vector = vector.with(claim, TrustClaim.CONTRAINDICATED);
      }
    }
  }
}
