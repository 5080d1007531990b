package dev.attestry.appraisal;

import dev.attestry.evidence.Claims;
import dev.attestry.result.TrustClaim;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule that policies may name for a scheme.
 *
 * @param name as policies write it: {@code tcb.reported.snp}
 * @param pointer to the claim it is about
 * @param claim of the vector that it bears on
 * @param unnamed for flags: what follows where one is on that the policy does not name
 * @param words what the claim is, for people: {@code launch measurement}
 */
record RuleSpec(
    String name,
    RuleKind kind,
    String pointer,
    TrustClaim claim,
    Optional<ReferenceValue.Mode> unnamed,
    String words) {

  static RuleSpec rule(String name, RuleKind kind, String pointer, TrustClaim claim, String words) {
    return new RuleSpec(name, kind, pointer, claim, Optional.empty(), words);
  }

  /** A flag that must be off unless the policy names it: what learning never proposes. */
  static RuleSpec offUnlessNamed(String name, String pointer, TrustClaim claim, String words) {
    return flag(name, pointer, claim, ReferenceValue.Mode.ENFORCE, words);
  }

  /**
   * A flag that warns while it is on, unless the policy names it; the claim beside it, {@code
   * …_since}, says since when.
   */
  static RuleSpec warnsUnlessNamed(String name, String pointer, TrustClaim claim, String words) {
    return flag(name, pointer, claim, ReferenceValue.Mode.WARN, words);
  }

  private static RuleSpec flag(
      String name, String pointer, TrustClaim claim, ReferenceValue.Mode unnamed, String words) {
    return new RuleSpec(name, RuleKind.FLAG, pointer, claim, Optional.of(unnamed), words);
  }

  /** Whether it is a door that is shut unless the policy names it. */
  boolean door() {
    return unnamed.filter(m -> m == ReferenceValue.Mode.ENFORCE).isPresent();
  }

  /** Whether it can only make a verdict worse: a flag that warns shows nothing good when off. */
  boolean onlyWarns() {
    return unnamed.filter(m -> m == ReferenceValue.Mode.WARN).isPresent();
  }

  /** What counts for a flag that the policy does not name: off. */
  Optional<ReferenceValue> whenUnnamed() {
    return unnamed.map(m -> new ReferenceValue(m, new ReferenceValue.Flag(Optional.of(false))));
  }

  /** Where the evidence says since when a flag that warns is on. */
  Optional<String> since() {
    return onlyWarns() ? Optional.of(pointer + "_since") : Optional.empty();
  }

  /** The value of the claim when the rule passes (AR4SI section 2.3.4). */
  int passing() {
    return claim == TrustClaim.EXECUTABLES ? 3 : 2;
  }

  /** The value when it differs and the policy only warns. */
  int warning() {
    return switch (claim) {
      case EXECUTABLES -> 33;
      case CONFIGURATION, HARDWARE, FILE_SYSTEM, RUNTIME_OPAQUE, STORAGE_OPAQUE -> 32;
      case INSTANCE_IDENTITY, SOURCED_DATA -> TrustClaim.WARN_ONLY;
    };
  }

  /** The value when it fails. */
  int failing() {
    return claim == TrustClaim.INSTANCE_IDENTITY ? 97 : TrustClaim.CONTRAINDICATED;
  }

  /** A rule that a policy must name for evidence whose claim has a value. */
  record RequiredWhere(String rule, String pointer, String value) {

    boolean concerns(Claims claims) {
      return claims.text(pointer).filter(value::equals).isPresent();
    }
  }

  /**
   * The rules of a scheme.
   *
   * @param required groups of rules; of each group the policy must name at least one
   * @param learned the rules for which learning proposes values
   * @param learnedPcrs the PCRs among them that stay the same from boot to boot
   * @param requiredWhere rules that the policy must name as well, where the evidence says something
   */
  record SchemeRules(
      String scheme,
      List<RuleSpec> rules,
      List<List<String>> required,
      Set<String> learned,
      Set<Integer> learnedPcrs,
      List<RequiredWhere> requiredWhere) {

    SchemeRules(
        String scheme,
        List<RuleSpec> rules,
        List<List<String>> required,
        Set<String> learned,
        Set<Integer> learnedPcrs) {
      this(scheme, rules, required, learned, learnedPcrs, List.of());
    }

    /** The same, with a rule that must be named where a claim has a value. */
    SchemeRules requiring(String rule, String pointer, String value) {
      return new SchemeRules(
          scheme,
          rules,
          required,
          learned,
          learnedPcrs,
          List.of(new RequiredWhere(rule, pointer, value)));
    }

    /** The rules of a composite of which this is a part: these and more. */
    SchemeRules with(
        String composite, List<RuleSpec> more, List<List<String>> needed, Set<String> learns) {
      return new SchemeRules(
          composite,
          Stream.concat(rules.stream(), more.stream()).toList(),
          needed,
          Stream.concat(learned.stream(), learns.stream()).collect(Collectors.toUnmodifiableSet()),
          learnedPcrs,
          requiredWhere);
    }

    Optional<RuleSpec> rule(String name) {
      return rules.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    List<String> names() {
      return rules.stream().map(RuleSpec::name).toList();
    }
  }
}
