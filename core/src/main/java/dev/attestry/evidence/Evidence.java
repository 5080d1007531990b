package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Evidence as it was received (RFC 9334 section 8.1): bytes in named parts, never re-encoded.
 *
 * @param mediaType names the scheme; it comes from the policy or the collector's configuration,
 *     never from a field that the attester controls
 * @param parts role to bytes, in the words of the format: {@code document}; {@code attest}, {@code
 *     signature}, {@code pcrs}, {@code eventlog}
 */
public record Evidence(String mediaType, SortedMap<String, Bytes> parts) {

  public Evidence {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  public static Evidence of(String mediaType, Map<String, Bytes> parts) {
    return new Evidence(mediaType, new TreeMap<>(parts));
  }

  public Optional<Bytes> part(String role) {
    return Optional.ofNullable(parts.get(role));
  }
}
