package dev.attestry.scheme.ima;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * One measurement.
 *
 * @param pcr the register it was extended into, 10 unless the kernel was built otherwise
 * @param templateHash as listed: all zero for a violation
 * @param template its name
 * @param data what the template hash is over; empty if the list gives it in a form that we cannot
 *     turn back
 * @param fields the template's fields where we know it, in order
 */
record ImaEntry(
    int pcr, Bytes templateHash, String template, Optional<Bytes> data, List<Bytes> fields) {

  ImaEntry {
    fields = List.copyOf(fields);
  }

  /** A file was open for writing while it was measured: extended as ones, listed as zeros. */
  boolean violation() {
    return templateHash.isZero();
  }

  /** Whether the listed hash is that of the data; true for violations, which have none. */
  boolean consistent(MessageDigest md) {
    if (violation() || data.isEmpty()) {
      return true;
    }
    data.get().update(md);
    return Bytes.of(md.digest()).equals(templateHash);
  }

  /** The digest and the name of a boot_aggregate entry: {@code sha256:…}. */
  Optional<String> bootAggregate() {
    if (fields.size() < 2 || !text(fields.get(1)).equals("boot_aggregate")) {
      return Optional.empty();
    }
    Bytes d = fields.get(0);
    // d-ng: algorithm, ':', NUL, digest; d-ngv2 puts a type and ':' before; d has only the digest.
    for (int i = 0; i < d.length() && i < 32; i++) {
      if (d.u8(i) == 0 && i > 0 && d.u8(i - 1) == ':') {
        String prefix = d.slice(0, i - 1).utf8();
        String algorithm = prefix.substring(prefix.lastIndexOf(':') + 1);
        return HashAlgorithm.ofName(algorithm)
            .filter(h -> h.length() == d.length() - prefix.length() - 2)
            .map(h -> h.label() + ":" + d.slice(prefix.length() + 2, d.length()).hex());
      }
    }
    return d.length() == HashAlgorithm.SHA1.length()
        ? Optional.of("sha1:" + d.hex())
        : Optional.empty();
  }

  /** A name field without the NUL at its end. */
  private static String text(Bytes field) {
    int end = field.length();
    while (end > 0 && field.u8(end - 1) == 0) {
      end--;
    }
    return field.slice(0, end).utf8();
  }
}
