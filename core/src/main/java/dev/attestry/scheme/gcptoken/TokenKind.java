package dev.attestry.scheme.gcptoken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a token is, by its claims; each kind has one issuer and its own keys. */
enum TokenKind {
  /** Google Cloud Attestation, of a Confidential Space workload or a Confidential VM. */
  ATTESTATION("attestation", "https://confidentialcomputing.googleapis.com", "gcp-attestation"),
  /** The metadata server's statement of which instance asked. It says nothing of its state. */
  INSTANCE_IDENTITY("instance-identity", "https://accounts.google.com", "google-accounts"),
  /** The attestation verifier before its release (2021): no issuer of today signs it. */
  PRE_RELEASE("pre-release", "", "");

  private final String label;
  private final String issuer;
  private final String purpose;

  TokenKind(String label, String issuer, String purpose) {
    this.label = label;
    this.issuer = issuer;
    this.purpose = purpose;
  }

  /** Empty for all else: Google signs the tokens of people and services with the same keys. */
  static Optional<TokenKind> of(ObjectNode claims) {
    if (claims.has("swname") || claims.has("hwmodel")) {
      return Optional.of(ATTESTATION);
    }
    if (claims.path("google").path("compute_engine").isObject()) {
      return Optional.of(INSTANCE_IDENTITY);
    }
    return claims.path("tee").isObject() ? Optional.of(PRE_RELEASE) : Optional.empty();
  }

  String label() {
    return label;
  }

  String issuer() {
    return issuer;
  }

  /** The purpose of the anchors that hold this issuer's keys. */
  String purpose() {
    return purpose;
  }
}
