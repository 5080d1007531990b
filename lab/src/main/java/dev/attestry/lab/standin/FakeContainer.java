package dev.attestry.lab.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A container of {@link FakeAzureBlobs}: one that keeps versions, or one with a policy of its own.
 */
final class FakeContainer {

  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final TreeMap<String, List<FakeBlob>> blobs = new TreeMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final Optional<Duration> policy;
  private Instant last = Instant.EPOCH;

  /**
   * @param policy for how long the container itself keeps a blob; empty where it keeps versions
   */
  FakeContainer(Optional<Duration> policy) {
    this.policy = policy;
  }

  /** What Azure refuses, as status and code. */
  record Refused(int status, String code) {}

  /** Writes a version; the id and time are made here. */
  synchronized Optional<Refused> put(
      String name, boolean ifNoneMatch, Function<Instant, FakeBlob> made) {
    boolean current = current(name).isPresent();
    if (current && ifNoneMatch) {
      return Optional.of(new Refused(409, "BlobAlreadyExists"));
    }
    if (current && policy.isPresent()) {
      return Optional.of(new Refused(409, "BlobImmutableDueToPolicy"));
    }
    Instant now = Instant.now();
    // Ids go up, by at least the 100 ns that they show.
    last = now.isAfter(last.plusNanos(100)) ? now : last.plusNanos(100);
    blobs.computeIfAbsent(name, n -> new ArrayList<>()).add(made.apply(last));
    deleted.remove(name);
    return Optional.empty();
  }

  static String id(Instant t) {
    return VERSION.format(t);
  }

  synchronized Optional<FakeBlob> current(String name) {
    return deleted.contains(name)
        ? Optional.empty()
        : Optional.ofNullable(blobs.get(name)).map(List::getLast);
  }

  synchronized Optional<FakeBlob> version(String name, String id) {
    return blobs.getOrDefault(name, List.of()).stream().filter(b -> b.id().equals(id)).findFirst();
  }

  /** Deletes the current version, which stays as an old one; or a version for good. */
  synchronized Optional<Refused> delete(String name, Optional<String> version) {
    Optional<FakeBlob> b = version.isPresent() ? version(name, version.get()) : current(name);
    if (b.isEmpty()) {
      return Optional.of(new Refused(404, "BlobNotFound"));
    }
    if (policy.isPresent() || version.isPresent() && b.get().isKept(Instant.now())) {
      return Optional.of(new Refused(409, "BlobImmutableDueToPolicy"));
    }
    if (version.isEmpty()) {
      deleted.add(name);
    } else {
      List<FakeBlob> all = blobs.getOrDefault(name, new ArrayList<>());
      all.remove(b.get());
      if (all.isEmpty()) {
        blobs.remove(name);
      }
    }
    return Optional.empty();
  }

  /** All versions of the names that begin so, in the order of names, the oldest first. */
  synchronized List<Map.Entry<String, FakeBlob>> versions(String prefix) {
    List<Map.Entry<String, FakeBlob>> all = new ArrayList<>();
    blobs.forEach(
        (name, versions) -> {
          if (name.startsWith(prefix)) {
            versions.forEach(v -> all.add(Map.entry(name, v)));
          }
        });
    return all;
  }

  boolean keepsVersions() {
    return policy.isEmpty();
  }
}
