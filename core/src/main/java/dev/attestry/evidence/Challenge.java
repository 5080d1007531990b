package dev.attestry.evidence;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Optional;

/**
 * A fresh nonce for one check of one component, made from the newest commit of the chain, so that
 * anyone can recompute it from the log (design, section 5).
 *
 * @param origin the log's origin
 * @param size leaves of the log at the newest commit; 0 before the first
 * @param root RFC 6962 root at that size, 32 bytes; of the empty tree before the first commit
 * @param component name of the component
 * @param salt 16 fresh random bytes
 * @param part name of the part of a composite that is challenged, if it is one
 */
public record Challenge(
    String origin, long size, Bytes root, String component, Bytes salt, Optional<String> part) {

  public Challenge {
    if (root.length() != 32 || salt.length() != 16) {
      throw new IllegalArgumentException("a challenge has a 32-byte root and a 16-byte salt");
    }
  }

  /** The same for a part of the component's evidence. */
  Challenge forPart(String name) {
    return new Challenge(origin, size, root, component, salt, Optional.of(name));
  }

  /** The text that is hashed. */
  public Bytes text() {
    return Bytes.utf8(
        "attestry/challenge/v1\n"
            + origin
            + "\n"
            + size
            + "\n"
            + Base64s.encode(root)
            + "\n"
            + component
            + "\n"
            + salt.hex()
            + "\n"
            + part.map(p -> p + "\n").orElse(""));
  }

  /** SHA-256 of the text. */
  public Bytes nonce() {
    return HashAlgorithm.SHA256.digest(text());
  }
}
