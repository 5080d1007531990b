package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A write-once store of named objects. What implementations guarantee, and {@code BucketContract}
 * tests:
 *
 * <ul>
 *   <li>A name is created at most once, by one of any number of racing writers in any number of
 *       processes, and whole: no reader ever sees a part of it. There is no overwrite, no delete.
 *   <li>Once {@code create} answered {@code Created}, every later read and list in every process
 *       sees the object, also after a crash.
 *   <li>Only the store's own "no such object" is {@code Absent}. A failed, refused, throttled or
 *       half-done read is {@code Unreadable}; so is a name of which more than one version is known,
 *       unless the oldest one can be read.
 * </ul>
 *
 * Safe for use by several threads.
 */
public interface Bucket {

  /** The largest object that is written, or read whole: a pack of 16 MiB and what frames it. */
  int MAX_OBJECT = 17 << 20;

  /** Writes a new object; never touches one that is there, even with the same bytes. */
  CreateOutcome create(ObjectName name, Bytes body);

  /** Reads an object; one of more than {@link #MAX_OBJECT} bytes is unreadable. */
  default ReadOutcome read(ObjectName name) {
    ReadOutcome r = read(name, 0, MAX_OBJECT);
    return r instanceof ReadOutcome.Found f && f.size() > MAX_OBJECT
        ? new ReadOutcome.Unreadable(f.size() + " bytes, at most " + MAX_OBJECT + " are read")
        : r;
  }

  /**
   * Reads at most {@code length} bytes from {@code from} on: fewer where the object ends before,
   * none where it ends before {@code from}.
   */
  ReadOutcome read(ObjectName name, long from, int length);

  /**
   * All names that begin with the prefix, ascending; what is created meanwhile may be among them.
   * Close the stream. A failure on the way is an {@link java.io.UncheckedIOException}.
   *
   * @param prefix empty for all, else the start of a name up to and including a {@code /}
   */
  Stream<ObjectName> list(String prefix) throws IOException;

  /** Until when the store itself keeps the object from being deleted; empty if it does not. */
  Optional<Instant> retainedUntil(ObjectName name) throws IOException;

  /**
   * Looks for names below a prefix, as {@link #list} takes it, that have more than one version, so
   * that reads give the oldest. Who reads a log that others may have written over calls this first;
   * stores that keep one version only do nothing.
   */
  default void survey(String prefix) throws IOException {}

  /**
   * What this object has seen of its store so far that should never be: each thing once, in the
   * order of names. Stores that keep versions learn most of it from {@link #list}.
   */
  default List<StoreAlarm> alarms() {
    return List.of();
  }

  /**
   * Returns once an object that was seen is sure to survive a crash. Who acknowledges, cosigns or
   * persists something on the strength of another's object calls this first (chain.md 3.6); stores
   * whose reads only show what is durable do nothing.
   */
  default void settle(ObjectName name) throws IOException {}
}
