package dev.attestry.scheme.snp;

import java.util.Optional;

/** SIGNING_KEY of a report: which endorsement key signed it (AMD 56860, ATTESTATION_REPORT). */
enum SigningKey {
  VCEK("vcek", "SEV-VCEK", "SEV-"),
  VLEK("vlek", "SEV-VLEK", "SEV-VLEK-");

  private final String role;
  private final String subject;
  private final String issuerPrefix;

  SigningKey(String role, String subject, String issuerPrefix) {
    this.role = role;
    this.subject = subject;
    this.issuerPrefix = issuerPrefix;
  }

  /** The role of its certificate among the collateral; also its name in claims. */
  String role() {
    return role;
  }

  /** Common name of its certificate's subject (AMD 57230). */
  String subject() {
    return subject;
  }

  /** Common name of the ASK or ASVK that issues it for a product. */
  String issuer(Product product) {
    return issuerPrefix + product.label();
  }

  /** From the three bits of the report; the others are reserved, or say that none signed. */
  static Optional<SigningKey> of(int bits) {
    return switch (bits) {
      case 0 -> Optional.of(VCEK);
      case 1 -> Optional.of(VLEK);
      default -> Optional.empty();
    };
  }
}
