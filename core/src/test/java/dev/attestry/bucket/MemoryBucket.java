package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A bucket in memory. What no real bucket offers, tests do here: overwrite, delete, fail. */
public final class MemoryBucket implements Bucket {

  private final ConcurrentSkipListMap<ObjectName, Bytes> objects = new ConcurrentSkipListMap<>();
  private volatile boolean broken;

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (body.length() > MAX_OBJECT) {
      throw new IllegalArgumentException("too large");
    }
    if (broken) {
      return new CreateOutcome.Unknown(new IOException("broken"));
    }
    return objects.putIfAbsent(name, body) == null
        ? new CreateOutcome.Created()
        : new CreateOutcome.AlreadyThere();
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    if (broken) {
      return new ReadOutcome.Unreadable("broken");
    }
    Bytes b = objects.get(name);
    if (b == null) {
      return new ReadOutcome.Absent();
    }
    int start = (int) Math.min(from, b.length());
    int end = (int) Math.min((long) start + length, b.length());
    return new ReadOutcome.Found(b.slice(start, end), b.length());
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
    if (broken) {
      throw new IOException("broken");
    }
    return objects.keySet().stream().filter(n -> n.value().startsWith(prefix));
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) {
    return Optional.empty();
  }

  /** Writes over whatever is there, as an owner of the disk could. */
  public void force(ObjectName name, Bytes body) {
    objects.put(name, body);
  }

  /** Deletes, as an owner of the disk could. */
  public void remove(ObjectName name) {
    objects.remove(name);
  }

  /** A copy that goes its own way. */
  public MemoryBucket copy() {
    MemoryBucket c = new MemoryBucket();
    c.objects.putAll(objects);
    return c;
  }

  /** All calls fail from now on. */
  public void breakDown() {
    broken = true;
  }
}
