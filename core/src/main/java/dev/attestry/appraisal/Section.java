package dev.attestry.appraisal;

import dev.attestry.result.TrustClaim;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a policy: for the whole flow, for a component class, or for one component.
 *
 * @param evidence scheme to rule to reference value; PCRs are one rule each, {@code pcrs.sha384.4}
 * @param ceilings the best value that a claim may have; never above that of the evidence class
 */
record Section(
    SortedMap<String, SortedMap<String, ReferenceValue>> evidence,
    Optional<Duration> maxAge,
    Optional<Duration> toleratedAge,
    Map<TrustClaim, Integer> ceilings,
    Optional<Set<TrustClaim>> require,
    Optional<Set<Ceilings.Cause>> acceptWarnings,
    Optional<Boolean> thirdParty,
    Optional<Boolean> isolate,
    Optional<Duration> noneAllowed) {

  static final Section EMPTY =
      new Section(
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What holds where nothing else is said. */
  static final Section DEFAULTS =
      new Section(
          new TreeMap<>(),
          Optional.of(Duration.ofMinutes(10)),
          Optional.of(Duration.ZERO),
          Map.of(),
          Optional.of(Set.of()),
          Optional.of(Set.of()),
          Optional.of(false),
          Optional.of(false),
          Optional.of(Duration.ZERO));

  /** This section where it says something, the other one where it does not. */
  Section over(Section base) {
    SortedMap<String, SortedMap<String, ReferenceValue>> merged = new TreeMap<>();
    base.evidence.forEach((scheme, rules) -> merged.put(scheme, new TreeMap<>(rules)));
    evidence.forEach(
        (scheme, rules) -> merged.computeIfAbsent(scheme, s -> new TreeMap<>()).putAll(rules));
    Map<TrustClaim, Integer> caps = new HashMap<>(base.ceilings);
    caps.putAll(ceilings);
    return new Section(
        merged,
        maxAge.or(base::maxAge),
        toleratedAge.or(base::toleratedAge),
        caps,
        require.or(base::require),
        acceptWarnings.or(base::acceptWarnings),
        thirdParty.or(base::thirdParty),
        isolate.or(base::isolate),
        noneAllowed.or(base::noneAllowed));
  }

  /** The reference values for a scheme. */
  SortedMap<String, ReferenceValue> rulesFor(String scheme) {
    return evidence.getOrDefault(scheme, new TreeMap<>());
  }
}
