package dev.attestry.sweep;

import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.util.Optional;

/** What came back from an attester. */
public sealed interface Collected {

  /**
   * An answer, not judged yet, and the collateral that came with it or was fetched for it.
   *
   * @param instance which one answered, where the map names it by a tag or group
   */
  record Received(Evidence evidence, Collateral collateral, Optional<String> instance)
      implements Collected {

    /** Of the instance that the map names. */
    public Received(Evidence evidence, Collateral collateral) {
      this(evidence, collateral, Optional.empty());
    }
  }

  /**
   * No answer. It becomes a gap entry, never silence.
   *
   * @param detail in words of ours, never text of the attester
   */
  record Failed(Reason reason, String detail) implements Collected {}

  /** Why there is no answer. */
  enum Reason {
    /** The selector resolves to nothing. */
    NO_INSTANCE("no-instance"),
    /** Nobody listens there. */
    UNREACHABLE("unreachable"),
    /** It listens and says no: permissions, quota, not supported. */
    REFUSED("refused"),
    /** It did not answer in time. */
    TIMED_OUT("timed-out"),
    /** Collecting failed for a fault of ours. */
    BROKEN("broken");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** Whether asking once more may help. */
    boolean mayPass() {
      return this == UNREACHABLE || this == TIMED_OUT;
    }

    /** As entries and people see it. */
    public String label() {
      return label;
    }
  }
}
