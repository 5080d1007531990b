package dev.attestry.chain;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an entry says (design, section 7). The names are published. */
public enum Kind {
  /** The outcome of a check: an attestation result. */
  RESULT,
  /** An expected attestation did not come. */
  GAP,
  /** Which components are due in which slot, written before a sweep collects. */
  PLAN,
  /** Something was done, or would have been, because of a result. */
  ACTION,
  /** A policy, flow map or set of trust anchors comes into force. */
  POLICY,
  /** A grace window opens or ends early. */
  GRACE,
  /** A key document comes into force. */
  KEY,
  /** The outcome of an audit. */
  AUDIT,
  /** A person looked at something. */
  REVIEW,
  /** Another cloud's writer disagrees with an entry. */
  DISSENT;

  private static final Map<String, Kind> BY_LABEL =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Kind::label, k -> k));

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The kind with this published name. */
  public static Optional<Kind> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** The published name: {@code result}. */
  public String label() {
    return label;
  }

  /** Kinds that any cloud may write about any component (design, section 7, keys). */
  boolean aboutAnyone() {
    return this == AUDIT || this == DISSENT || this == GAP;
  }
}
