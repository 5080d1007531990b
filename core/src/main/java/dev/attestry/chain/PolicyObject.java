package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy, flow map or anchor set in a bucket, found by its hash. Anyone who can write may have
 * created the name before with other bytes; then the document lies at {@code name~<8 hex digits>}.
 *
 * @param name where it lies, or should
 * @param problem why there are no bytes, for people
 */
public record PolicyObject(ObjectName name, Optional<Bytes> bytes, String problem) {

  /** Reads the document with this hash. */
  public static PolicyObject read(Bucket bucket, Layout layout, Bytes sha384) {
    ObjectName plain = layout.policy(sha384);
    PolicyObject first = at(bucket, plain, sha384);
    // Nobody takes a suffix while the plain name is free: what is not there was removed.
    return first.bytes.isPresent() || bucket.read(plain, 0, 0) instanceof ReadOutcome.Absent
        ? first
        : others(bucket, layout, plain).stream()
            .map(n -> at(bucket, n, sha384))
            .filter(o -> o.bytes.isPresent())
            .findFirst()
            .orElse(first);
  }

  private static PolicyObject at(Bucket bucket, ObjectName name, Bytes sha384) {
    return switch (bucket.read(name)) {
      case ReadOutcome.Found f ->
          HashAlgorithm.SHA384.digest(f.bytes()).equals(sha384)
              ? new PolicyObject(name, Optional.of(f.bytes()), "")
              : new PolicyObject(name, Optional.empty(), "its bytes have another hash");
      case ReadOutcome.Absent n -> new PolicyObject(name, Optional.empty(), "is not there");
      case ReadOutcome.Unreadable u ->
          new PolicyObject(name, Optional.empty(), "could not be read: " + u.reason());
    };
  }

  private static List<ObjectName> others(Bucket bucket, Layout layout, ObjectName plain) {
    try (Stream<ObjectName> names = bucket.list(layout.shard() + "/policy/")) {
      return names.filter(n -> n.value().startsWith(plain.value() + "~")).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // then the plain name's problem is said
    }
  }
}
