package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A bucket to which somebody else is faster once: he writes just before the first commit. */
final class OvertakenBucket implements Bucket {

  private final Bucket of;
  private final Queue<Callable<?>> faster;

  OvertakenBucket(Bucket of, Callable<?> faster) {
    this.of = of;
    this.faster = new ArrayDeque<>(List.of(faster));
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (name.value().contains("/commit/") && !faster.isEmpty()) {
      try {
        faster.remove().call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return of.create(name, body);
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    return of.read(name, from, length);
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    return of.list(prefix);
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) throws IOException {
    return of.retainedUntil(name);
  }
}
