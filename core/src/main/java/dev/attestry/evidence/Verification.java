package dev.attestry.evidence;

import dev.attestry.trust.Collateral;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a scheme: is this evidence genuine? All findings, in the order of the vendor's
 * steps. A verdict is derived from the findings and can never disagree with them.
 *
 * @param scheme name of the scheme
 * @param recipe name of the recipe that binds challenge and parts; empty where there is none
 * @param collateral the pieces of collateral that the findings rest on
 */
public record Verification(
    String scheme,
    Optional<String> recipe,
    Profile profile,
    EvidenceClass evidenceClass,
    Claims claims,
    List<Finding> findings,
    List<Collateral.Item> collateral) {

  public Verification {
    findings = List.copyOf(findings);
    collateral = List.copyOf(collateral);
  }

  public Verdict verdict() {
    boolean established = false;
    boolean open = false;
    for (Finding f : findings) {
      switch (f.outcome()) {
        case FAILED -> {
          return Verdict.REFUTED;
        }
        case PASSED -> established |= f.check().need() == Check.Need.GENUINENESS;
        case SKIPPED -> open |= leavesOpen(f);
        case NOT_APPLICABLE -> {}
      }
    }
    return established && !open ? Verdict.VERIFIED : Verdict.INCONCLUSIVE;
  }

  /** Whether nothing was skipped for want of input. */
  public boolean complete() {
    return findings.stream().noneMatch(f -> f.outcome() == Outcome.SKIPPED);
  }

  /** Whether this check was made and passed. */
  public boolean passed(Check check) {
    return findings.stream()
        .anyMatch(f -> f.check().equals(check) && f.outcome() == Outcome.PASSED);
  }

  /** The first finding with this outcome. */
  public Optional<Finding> first(Outcome outcome) {
    return findings.stream().filter(f -> f.outcome() == outcome).findFirst();
  }

  /** Whether a check that was skipped is one that the profile needs. */
  private boolean leavesOpen(Finding f) {
    return switch (f.check().need()) {
      case GENUINENESS -> true;
      case FULL -> profile == Profile.FULL;
      case DETAIL -> false;
    };
  }
}
