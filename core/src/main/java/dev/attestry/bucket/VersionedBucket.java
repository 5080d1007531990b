package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A bucket in a store that keeps versions: the object of a name is its <em>oldest</em> version.
 *
 * <p>Looking for versions at each read would cost a request twelve times as dear as the read
 * itself, so a read shows the current version, until it says that none is current, or until a
 * listing showed that the name has several: from then on the oldest is read. An audit lists before
 * it reads ({@link #survey}) and after: versions only come to a locked store, so a name that has
 * one afterwards had no other before.
 *
 * <p>What is wrong with versions or retention is in {@link #alarms}.
 */
public final class VersionedBucket implements Bucket {

  private final Store store;
  private final Optional<Creator> creator;
  private final AlarmLog alarms;
  private final List<BucketFinding> findings;

  /** Names of which a plain read does not show the oldest version. */
  private final Set<ObjectName> several = ConcurrentHashMap.newKeySet();

  private VersionedBucket(
      Store store, Optional<Creator> creator, AlarmLog alarms, List<BucketFinding> findings) {
    this.store = store;
    this.creator = creator;
    this.alarms = alarms;
    this.findings = findings;
  }

  /** What the bucket asks of a store whose keys have versions. */
  public interface Store {

    /** What stands before each name in a key. */
    KeyPrefix prefix();

    /**
     * Reads one version.
     *
     * @param version empty for the current one
     * @return empty where none is current, but there may be older ones; {@code Absent} where the
     *     store is known to have none at all
     */
    Optional<ReadOutcome> read(String key, Optional<String> version, long from, int length);

    /** The versions of all keys that begin with the text, page by page. */
    VersionListing.Pages pages(String keyPrefix);

    /** Until when the store keeps a version from being deleted. */
    Optional<Instant> retainedUntil(String key, Optional<String> version) throws IOException;
  }

  /** The create-only write of a store, for bodies that are not too large. */
  @FunctionalInterface
  public interface Creator {
    CreateOutcome create(ObjectName name, Bytes body);
  }

  /**
   * To read and write.
   *
   * @param alarms where the creator says what is wrong, too
   * @param findings what the look at the bucket found that is no reason to refuse it
   */
  public static VersionedBucket writing(
      Store store, Creator creator, AlarmLog alarms, List<BucketFinding> findings) {
    return new VersionedBucket(store, Optional.of(creator), alarms, findings);
  }

  /** To read only. */
  public static VersionedBucket reading(Store store) {
    return new VersionedBucket(store, Optional.empty(), new AlarmLog(), List.of());
  }

  /** What the look at the bucket found that is no reason to refuse it, but worth saying. */
  public List<BucketFinding> findings() {
    return findings;
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (body.length() > MAX_OBJECT) {
      throw new IllegalArgumentException(
          body.length() + " bytes, at most " + MAX_OBJECT + " are written");
    }
    return creator
        .orElseThrow(() -> new UnsupportedOperationException("opened to read only"))
        .create(name, body);
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    if (several.contains(name)) {
      return oldest(name, from, length);
    }
    return store
        .read(store.prefix().key(name), Optional.empty(), from, length)
        .orElseGet(() -> oldest(name, from, length));
  }

  private ReadOutcome oldest(ObjectName name, long from, int length) {
    try {
      Optional<String> version = look(name).oldest();
      // A marker over nothing hides nothing: the name is as free as the store says.
      return version.isEmpty()
          ? new ReadOutcome.Absent()
          : store
              .read(store.prefix().key(name), version, from, length)
              .orElse(new ReadOutcome.Unreadable("version " + version.get() + " is gone"));
    } catch (IOException e) {
      return new ReadOutcome.Unreadable(e.toString());
    }
  }

  private VersionListing.Versions look(ObjectName name) throws IOException {
    String key = store.prefix().key(name);
    VersionListing.Versions v = VersionListing.of(key, store.pages(key));
    learn(name, v);
    return v;
  }

  private void learn(ObjectName name, VersionListing.Versions v) {
    // What has no version yet may come to have one: nothing to remember, nothing to say.
    if (!v.single() && v.objects() + v.markers() > 0) {
      several.add(name);
      alarms.versions(name, v);
    }
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
    VersionListing keys = VersionListing.of(store.pages(store.prefix().text() + prefix));
    int kind = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(keys, kind), false)
        .flatMap(v -> store.prefix().name(v.key()).filter(name -> holds(name, v)).stream());
  }

  private boolean holds(ObjectName name, VersionListing.Versions v) {
    learn(name, v);
    return v.objects() > 0;
  }

  @Override
  public void survey(String prefix) throws IOException {
    try (Stream<ObjectName> names = list(prefix)) {
      names.forEach(n -> {});
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) throws IOException {
    Optional<String> version = several.contains(name) ? look(name).oldest() : Optional.empty();
    return store.retainedUntil(store.prefix().key(name), version);
  }

  @Override
  public List<StoreAlarm> alarms() {
    return alarms.seen();
  }
}
