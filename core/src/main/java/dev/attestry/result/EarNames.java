package dev.attestry.result;

import java.util.List;
import java.util.Optional;

/**
 * Every provisional number and name of the EAR drafts, and nothing else. The numbers 1000 to 1007
 * are suggested in draft 04 and not registered yet.
 */
enum EarNames {
  STATUS(1000, "ear_status", "ear.status"),
  TRUSTWORTHINESS_VECTOR(1001, "ear_trustworthiness_vector", "ear.trustworthiness-vector"),
  RAW_EVIDENCE(1002, "ear_raw_evidence", "ear.raw-evidence"),
  POLICY_IDS(1003, "ear_appraisal_policy_ids", "ear.appraisal-policy-id"),
  VERIFIER_ID(1004, "ear_verifier_id", "ear.verifier-id"),
  ATTESTER_CLAIMS(1005, "ear_attester_claims", "ear.attester-claims"),
  VERIFIER_CLAIMS(1006, "ear_verifier_claims", "ear.verifier-claims"),
  DEVICE_TOPOLOGY(1007, "ear_device_topology", "ear.device-topology"),
  PROFILE(265, "eat_profile", "eat_profile"),
  SUBMODS(266, "submods", "submods"),
  NONCE(10, "eat_nonce", "eat_nonce"),
  ISSUED_AT(6, "iat", "iat"),
  EXPIRES_AT(4, "exp", "exp");

  /** Members of the verifier id, by their CBOR keys 0 and 1. */
  static final List<String> VERIFIER_ID_MEMBERS = List.of("developer", "build");

  /** Media type of a signed result; the profile is a parameter. */
  static final String MEDIA_TYPE = "application/eat+jwt";

  private final int key;
  private final String underscored;
  private final String dotted;

  EarNames(int key, String underscored, String dotted) {
    this.key = key;
    this.underscored = underscored;
    this.dotted = dotted;
  }

  /** The name in JSON, as the profile spells it. */
  String in(EarProfile profile) {
    return profile.dotted() ? dotted : underscored;
  }

  /** The key in CBOR. */
  int key() {
    return key;
  }

  /** The claim under a CBOR key. */
  static Optional<EarNames> ofKey(long key) {
    for (EarNames n : values()) {
      if (n.key == key) {
        return Optional.of(n);
      }
    }
    return Optional.empty();
  }
}
