package dev.attestry.result;

import java.util.Optional;

/** The profiles of EAR that are met in the field. We write the first and read all. */
public enum EarProfile {
  /** draft-ietf-rats-ear-04. */
  EAR_04("tag:ietf.org,2026:rats/ear#04"),
  /** draft-ietf-rats-ear-03. */
  EAR_03("tag:ietf.org,2026:rats/ear#03"),
  /** Drafts 01 and 02. */
  EAR_2025_07("tag:ietf.org,2025-07:ear"),
  /** Released Veraison libraries and services. */
  VERAISON_2023("tag:github.com,2023:veraison/ear"),
  /** Trustee, of the Confidential Containers. */
  TRUSTEE_2024("tag:github.com,2024:confidential-containers/Trustee");

  private final String uri;

  EarProfile(String uri) {
    this.uri = uri;
  }

  /** As {@code eat_profile} writes it. */
  public String uri() {
    return uri;
  }

  /** Whether names are spelled with dots, and there is one policy id and no list. */
  boolean dotted() {
    return switch (this) {
      case EAR_04, EAR_03 -> false;
      case EAR_2025_07, VERAISON_2023, TRUSTEE_2024 -> true;
    };
  }

  /** The profile with this URI. */
  public static Optional<EarProfile> ofUri(String uri) {
    for (EarProfile p : values()) {
      if (p.uri.equals(uri)) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }
}
