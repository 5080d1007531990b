package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket that has seen what it is told to have seen. */
record AlarmedBucket(Bucket of, List<StoreAlarm> alarms) implements Bucket {

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
