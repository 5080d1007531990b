package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Copies a log from one bucket to another, by creating objects only.
 *
 * @param place as people say where it goes
 */
record Upload(Bucket from, Bucket to, Layout layout, String place) {

  /** How many objects were made, and how many stood there with the same bytes. */
  record Counts(long made, long there) {}

  /**
   * Returns once all are there.
   *
   * @param progress is told how many are
   */
  Counts run(LongConsumer progress) throws UserError, IOException {
    long made = 0;
    List<ObjectName> names = names();
    for (int i = 0; i < names.size(); i++) {
      made += create(names.get(i)) ? 1 : 0;
      progress.accept(i + 1);
    }
    return new Counts(made, names.size() - made);
  }

  /**
   * Genesis first: where another log has the place, nothing is laid into it. Then what commits
   * name, then the commits in their order: a log that was broken off is a shorter log.
   */
  private List<ObjectName> names() throws IOException {
    List<ObjectName> all = new ArrayList<>(List.of(layout.genesis()));
    String commits = layout.shard() + "/commit/";
    try (Stream<ObjectName> names = from.list(layout.shard() + "/")) {
      names
          .filter(n -> !n.equals(layout.genesis()) && !n.value().startsWith(commits))
          .forEach(all::add);
    }
    for (long k = 0; isThere(layout.commit(k)); k++) {
      all.add(layout.commit(k));
    }
    return all;
  }

  /** What cannot be read is not the end. */
  private boolean isThere(ObjectName commit) throws IOException {
    return switch (from.read(commit)) {
      case ReadOutcome.Found f -> true;
      case ReadOutcome.Absent a -> false;
      case ReadOutcome.Unreadable u ->
          throw new IOException(commit + " cannot be read: " + u.reason());
    };
  }

  /** Whether this call made it; false if the same bytes stand there. */
  private boolean create(ObjectName name) throws UserError, IOException {
    Bytes body = bytes(from, name, "");
    CreateOutcome outcome = to.create(name, body);
    if (outcome instanceof CreateOutcome.Created) {
      return true;
    }
    String why = outcome instanceof CreateOutcome.Unknown u ? ": " + u.cause().getMessage() : "";
    if (!bytes(to, name, why).equals(body)) {
      throw new UserError(
          name + " in " + place + " is another object than in this home's log; it was left alone",
          "\"attestry audit --bucket "
              + place
              + "\" says whose log lies there; take another bucket, or the home that writes to it.",
          Exit.BAD);
    }
    to.settle(name);
    return false;
  }

  private static Bytes bytes(Bucket bucket, ObjectName name, String why) throws IOException {
    return switch (bucket.read(name)) {
      case ReadOutcome.Found f -> f.bytes();
      case ReadOutcome.Absent a ->
          throw new IOException(
              name + (why.isEmpty() ? " is not there" : " could not be written" + why));
      case ReadOutcome.Unreadable u ->
          throw new IOException(name + " cannot be read: " + u.reason() + why);
    };
  }
}
