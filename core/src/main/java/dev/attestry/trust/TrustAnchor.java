package dev.attestry.trust;

import dev.attestry.codec.Bytes;

/** One thing that is trusted without being proved, for one purpose, from a named source. */
public sealed interface TrustAnchor {

  /** What it may anchor, {@code amd-sev-milan} for instance; {@link #ANY} for a user's own. */
  String purpose();

  /** Where it comes from, in words for findings. */
  String source();

  /** The purpose of an anchor that a user brought for the one thing being judged. */
  String ANY = "*";

  /**
   * A certificate, pinned by the SHA-256 of its DER encoding. The certificate itself comes with the
   * evidence or is archived beside it.
   */
  record PinnedCertificate(String purpose, String name, Bytes sha256, String source)
      implements TrustAnchor {}

  /** A key, pinned by the SHA-256 of its SubjectPublicKeyInfo: for roots issued more than once. */
  record PinnedKey(String purpose, String name, Bytes spkiSha256, String source)
      implements TrustAnchor {}

  /**
   * A key or certificate given in full.
   *
   * @param role what it is in the words of the format: {@code ak_public}, {@code jwks}, {@code
   *     cpak}, …
   */
  record Material(String purpose, String role, Bytes bytes, String source) implements TrustAnchor {}

  /** Whether it may anchor this purpose; {@link #ANY} asks for an anchor of whatever purpose. */
  default boolean serves(String wanted) {
    return purpose().equals(wanted) || purpose().equals(ANY) || wanted.equals(ANY);
  }
}
