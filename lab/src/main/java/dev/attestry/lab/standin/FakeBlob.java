package dev.attestry.lab.standin;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a blob in {@link FakeAzureBlobs}.
 *
 * @param id the time at which it was written, seven digits below the second
 * @param metadata with the prefix {@code x-ms-meta-}
 */
record FakeBlob(
    String id, Bytes body, Instant created, Map<String, String> metadata, Optional<Policy> policy) {

  /**
   * A policy on the version.
   *
   * @param mode {@code locked} or {@code unlocked}
   */
  record Policy(String mode, Instant until) {}

  boolean isKept(Instant now) {
    return policy.filter(p -> p.until.isAfter(now)).isPresent();
  }
}
