package dev.attestry.collateral;

import java.net.URI;
import java.util.Optional;

/**
 * One document that a vendor publishes.
 *
 * @param chainHeader the answer's header in which the signer's certificates come, if they do
 */
record Wanted(URI url, Kind kind, Optional<String> chainHeader) {

  /** What it is, which says how long it is good. */
  enum Kind {
    /** One or more, DER or PEM: never others under this name. */
    CERTIFICATE,
    /** Named by what it is about: never another one. */
    FIXED,
    /** A revocation list, DER or PEM: its nextUpdate. */
    LIST,
    /** An answer of Intel's PCS: its nextUpdate. */
    SIGNED_JSON,
    /** A set of keys, which its issuer neither signs nor dates: never kept but by who vouches. */
    KEYS
  }

  static Wanted of(String url, Kind kind) {
    return new Wanted(URI.create(url), kind, Optional.empty());
  }
}
