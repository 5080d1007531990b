package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A store whose buckets are folders, {@code folder:///path}: what the command does with one, where
 * a test says what happens on the way to it.
 */
public final class FolderStores implements StoreProvider {

  private static final String SCHEME = "folder";
  private static final Map<String, Way> WAYS = new ConcurrentHashMap<>();

  /** For the service loader. */
  public FolderStores() {}

  /** The way of an object to the store. */
  @FunctionalInterface
  interface Way {
    CreateOutcome create(Bucket store, ObjectName name, Bytes body);
  }

  static String location(Path folder) {
    return SCHEME + "://" + folder;
  }

  static void by(String location, Way way) {
    WAYS.put(location, way);
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Store open(String location) throws IOException {
    return new Named(location, DirectoryStore.open(path(location)));
  }

  @Override
  public Bucket openByHand(String location, Retention retention, Map<String, String> environment)
      throws IOException {
    return new OnTheWay(
        DirectoryBucket.open(path(location)),
        WAYS.getOrDefault(location, (store, name, body) -> store.create(name, body)));
  }

  @Override
  public Bucket openToWrite(
      String location, Retention retention, WebIdentity self, Map<String, String> environment)
      throws IOException {
    throw new IOException("from no other cloud");
  }

  private static Path path(String location) {
    return Path.of(location.substring(SCHEME.length() + 3));
  }

  private record OnTheWay(Bucket store, Way way) implements Bucket {

    @Override
    public CreateOutcome create(ObjectName name, Bytes body) {
      return way.create(store, name, body);
    }

    @Override
    public ReadOutcome read(ObjectName name, long from, int length) {
      return store.read(name, from, length);
    }

    @Override
    public Stream<ObjectName> list(String prefix) throws IOException {
      return store.list(prefix);
    }

    @Override
    public Optional<Instant> retainedUntil(ObjectName name) throws IOException {
      return store.retainedUntil(name);
    }

    @Override
    public void settle(ObjectName name) throws IOException {
      store.settle(name);
    }
  }

  private record Named(String location, DirectoryStore folder) implements Store {

    @Override
    public Bucket bucket() {
      return folder.bucket();
    }

    @Override
    public List<String> folders() throws IOException {
      return folder.folders();
    }

    @Override
    public Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem) {
      return folder.packKeys(layout, problem);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return location;
    }
  }
}
