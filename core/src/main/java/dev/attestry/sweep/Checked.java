package dev.attestry.sweep;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One component, challenged, collected, verified and appraised once. */
public sealed interface Checked {

  /** The component. */
  String component();

  /** It answered. */
  record Judged(
      Target target,
      Challenge challenge,
      Collected.Received received,
      Instant askedAt,
      Instant answeredAt,
      Verification verification,
      Appraisal appraisal)
      implements Checked {

    @Override
    public String component() {
      return target.component();
    }

    /** How long the answer took. */
    public Duration took() {
      return Duration.between(askedAt, answeredAt);
    }
  }

  /**
   * It did not answer.
   *
   * @param target empty where the map names no evidence for it
   */
  record Silent(String component, Optional<Target> target, Collected.Failed failure)
      implements Checked {}
}
