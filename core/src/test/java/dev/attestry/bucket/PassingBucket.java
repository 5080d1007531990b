package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Another bucket as it is; whoever extends this changes something of it. */
public abstract class PassingBucket implements Bucket {

  private final Bucket of;

  protected PassingBucket(Bucket of) {
    this.of = of;
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
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

  @Override
  public void settle(ObjectName name) throws IOException {
    of.settle(name);
  }
}
