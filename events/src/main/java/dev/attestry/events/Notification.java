package dev.attestry.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that people or their tools should hear of. It points at the log, which proves it; it
 * proves nothing itself, and holds neither evidence nor names of machines.
 *
 * @param log origin of the log
 * @param id the same whenever it is told again
 * @param component whom it is about; {@code @log} for the log itself
 * @param cloud of the component or writer, where it is known
 * @param time when it was written, by the writer's clock
 * @param what in one sentence
 * @param details ids of checks and reasons, as the log has them
 * @param commit the commit that shows it, if one does
 * @param entry leaf index of the entry that shows it, if one does
 */
public record Notification(
    String log,
    String id,
    Type type,
    String component,
    Optional<String> cloud,
    Instant time,
    String what,
    List<String> details,
    Optional<Long> commit,
    Optional<Long> entry) {

  /** What has happened. The names are published (docs/events.md). */
  public enum Type {
    /** A check failed: the component is not what the policy wants. */
    CHECK_FAILED("check.failed"),
    /** Evidence did not verify: forged, replayed or of another machine. */
    EVIDENCE_REFUTED("evidence.refuted"),
    /** A planned check has no answer, or none that says anything. */
    GAP("gap"),
    /** The log is not what it was or should be, or a writer says so of another. */
    LOG_FAULT("log.fault");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /** The published name: {@code check.failed}. */
    public String label() {
      return label;
    }
  }

  public Notification {
    details = List.copyOf(details);
  }
}
