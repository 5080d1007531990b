package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what a scheme finds, check by check, and concludes. Used by one thread. */
public final class Findings {

  /** Few formats find more. */
  private static final int MOST = 48;

  private final Scheme scheme;
  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>(MOST);
  private final List<Collateral.Item> used = new ArrayList<>();

  private Findings(Scheme scheme, Profile profile) {
    this.scheme = scheme;
    this.profile = profile;
  }

  public static Findings of(Scheme scheme, Profile profile) {
    return new Findings(scheme, profile);
  }

  public Findings pass(Check check, String detail) {
    return add(check, Outcome.PASSED, detail);
  }

  public Findings fail(Check check, String detail) {
    return add(check, Outcome.FAILED, detail);
  }

  /** The check could not be made; {@code detail} says what was missing. */
  public Findings skip(Check check, String detail) {
    return add(check, Outcome.SKIPPED, detail);
  }

  public Findings notApplicable(Check check, String detail) {
    return add(check, Outcome.NOT_APPLICABLE, detail);
  }

  /** Passed or failed, with the words for each. */
  public Findings require(Check check, boolean holds, String passed, String failed) {
    return holds ? pass(check, passed) : fail(check, failed);
  }

  /** As above, with words for a failure that are only put together for one. */
  public Findings require(Check check, boolean holds, String passed, Supplier<String> failed) {
    return holds ? pass(check, passed) : fail(check, failed.get());
  }

  /** The bytes could not be read. */
  public Findings malformed(Check check, MalformedInput e) {
    return fail(check, String.valueOf(e.getMessage()));
  }

  /** Records that the findings rest on a piece of collateral. */
  public Findings used(Collateral.Item item) {
    used.add(item);
    return this;
  }

  /** Takes over the findings of a part, for composite formats. */
  public Findings include(Verification part) {
    findings.addAll(part.findings());
    used.addAll(part.collateral());
    return this;
  }

  /** As above, but for what the composite itself answers for all its parts. */
  public Findings includeWithout(Check answered, Verification part) {
    part.findings().stream().filter(f -> !f.check().equals(answered)).forEach(findings::add);
    used.addAll(part.collateral());
    return this;
  }

  /** What there is to say of a part, as bytes that were given. */
  public interface PartJudge {

    /**
     * Judges it.
     *
     * @throws MalformedInput if it cannot be read, which is then the answer
     */
    Verification of(Bytes part) throws MalformedInput;
  }

  /** Judges the part without which a format has nothing to say. */
  public Verification ofPart(Evidence evidence, String role, PartJudge judge) {
    Optional<Bytes> part = evidence.part(role);
    if (part.isEmpty()) {
      return skip(CommonCheck.MALFORMED, "no " + role + " was given").conclude(Claims.NONE);
    }
    try {
      return judge.of(part.get());
    } catch (MalformedInput e) {
      return malformed(CommonCheck.MALFORMED, e).conclude(Claims.NONE);
    }
  }

  /** Whether any check failed so far. */
  public boolean anyFailed() {
    return findings.stream().anyMatch(f -> f.outcome() == Outcome.FAILED);
  }

  public Verification conclude(Claims claims) {
    return conclude(scheme.evidenceClass(), claims);
  }

  /** As above, where the evidence itself shows a lower or higher class than the scheme's usual. */
  public Verification conclude(EvidenceClass evidenceClass, Claims claims) {
    return new Verification(
        scheme.name(),
        Optional.of(scheme.recipe().label()),
        profile,
        evidenceClass,
        claims,
        findings,
        used);
  }

  private Findings add(Check check, Outcome outcome, String detail) {
    findings.add(new Finding(check, outcome, detail));
    return this;
  }
}
