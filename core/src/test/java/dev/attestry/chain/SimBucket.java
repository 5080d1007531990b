package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A bucket in which every call may go wrong: not applied, applied but not answered, applied later,
 * torn, sent twice; reads that fail; objects deleted by someone. Used by one actor at a time, which
 * {@code turn} lets wait for the others before and after each call.
 */
final class SimBucket implements Bucket {

  /** Ends an actor in the middle of a call, as a crash does. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  private record Late(ObjectName name, Bytes body) {}

  private final TreeMap<ObjectName, Bytes> objects = new TreeMap<>();
  private final TreeMap<ObjectName, Bytes> deleted = new TreeMap<>();
  private final List<Late> late = new ArrayList<>();
  private final SplittableRandom random;
  private final Runnable turn;
  private final BooleanSupplier crash;
  private boolean faults = true;

  /**
   * @param turn lets other actors run
   * @param crash whether the actor that calls dies here
   */
  SimBucket(SplittableRandom random, Runnable turn, BooleanSupplier crash) {
    this.random = random;
    this.turn = turn;
    this.crash = crash;
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    pause();
    CreateOutcome outcome = attempt(name, body);
    pause();
    return outcome;
  }

  private CreateOutcome attempt(ObjectName name, Bytes body) {
    int dice = faults ? random.nextInt(100) : 99;
    if (dice < 5) {
      return unknown("not applied");
    }
    if (dice < 10) {
      late.add(new Late(name, body));
      return unknown("applied later, or never");
    }
    boolean taken = objects.containsKey(name);
    if (dice < 15) {
      // A torn object: what a store without atomic creation leaves.
      objects.putIfAbsent(name, body.slice(0, random.nextInt(body.length() + 1)));
      return unknown("torn");
    }
    objects.putIfAbsent(name, body);
    if (dice < 22) {
      return unknown("applied, not answered");
    }
    if (dice < 27) {
      return new CreateOutcome.AlreadyThere(); // the client's own second try met the first
    }
    return taken ? new CreateOutcome.AlreadyThere() : new CreateOutcome.Created();
  }

  private static CreateOutcome unknown(String what) {
    return new CreateOutcome.Unknown(new IOException(what));
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    pause();
    if (faults && random.nextInt(100) < 4) {
      return new ReadOutcome.Unreadable("throttled");
    }
    Bytes b = objects.get(name);
    if (b == null) {
      return new ReadOutcome.Absent();
    }
    int start = (int) Math.min(from, b.length());
    int end = (int) Math.min((long) start + length, b.length());
    return new ReadOutcome.Found(b.slice(start, end), b.length());
  }

  private void pause() {
    turn.run();
    applyLate();
    if (faults && crash.getAsBoolean()) {
      throw new Crash();
    }
  }

  private void applyLate() {
    if (!late.isEmpty() && random.nextInt(6) == 0) {
      Late l = late.remove(random.nextInt(late.size()));
      if (random.nextInt(3) > 0) {
        objects.putIfAbsent(l.name, l.body);
      }
    }
  }

  @Override
  public Stream<ObjectName> list(String prefix) {
    return new ArrayList<>(objects.keySet()).stream().filter(n -> n.value().startsWith(prefix));
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) {
    return Optional.empty();
  }

  /** Writes without faults, if the name is free. */
  void plant(ObjectName name, Bytes body) {
    objects.putIfAbsent(name, body);
  }

  Optional<Bytes> peek(ObjectName name) {
    return Optional.ofNullable(objects.get(name));
  }

  /** Deletes an object, as someone with power over the store may. */
  void delete(ObjectName name) {
    Bytes b = objects.remove(name);
    if (b != null) {
      deleted.put(name, b);
    }
  }

  /** Ends all faults; what was deleted comes back from a mirror where its name is still free. */
  void heal() {
    faults = false;
    late.clear();
    deleted.forEach(objects::putIfAbsent);
  }
}
