package dev.attestry.lab;

import java.util.Optional;

/** What can be made to go wrong in the lab, so that one can see that it shows. */
enum LabFault {
  TAMPERED("tampered", "sev-snp", "the attester's answer is altered on its way: refuted, exit 1"),
  STALE_NONCE(
      "stale-nonce", "nitro", "the attester answers another challenge than ours: refuted, exit 1"),
  DEAD("dead", "tpm2-quote", "the attester does not answer: a gap, exit 3"),
  REPLAYED(
      "replayed", "nitrotpm", "an older, genuine document is given for an answer: refuted, exit 1"),
  POLICY_MISMATCH(
      "policy-mismatch",
      "sev-snp",
      "the attester runs an image that no policy names: contraindicated, exit 1"),
  OPEN_GRACE(
      "open-grace",
      "tpm2-quote",
      "the attester still runs what only the policy before names, in an open grace window: warning,"
          + " exit 0 where a flow requires no more");

  private final String label;
  private final String scheme;
  private final String meaning;

  LabFault(String label, String scheme, String meaning) {
    this.label = label;
    this.scheme = scheme;
    this.meaning = meaning;
  }

  /** As {@code --fault} names it. */
  String label() {
    return label;
  }

  /** The kind of attester that it happens to. */
  String scheme() {
    return scheme;
  }

  String meaning() {
    return meaning;
  }

  static Optional<LabFault> ofLabel(String label) {
    for (LabFault f : values()) {
      if (f.label.equals(label)) {
        return Optional.of(f);
      }
    }
    return Optional.empty();
  }
}
