package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.ObjLongConsumer;

/**
 * Reads a log from genesis on, slot by slot, by the same judgement as every writer, and believes
 * nothing that a machine kept: for audits. Not thread-safe.
 */
public final class LogReader {

  private final Genesis.Signed genesis;
  private final Position position;
  private final Walk walk;
  private final Optional<ReadAhead> ahead;

  private LogReader(
      Genesis.Signed genesis, Position position, Walk walk, Optional<ReadAhead> ahead) {
    this.genesis = genesis;
    this.position = position;
    this.walk = walk;
    this.ahead = ahead;
  }

  /**
   * Before the first slot.
   *
   * @param genesis whose signatures were checked
   */
  public static LogReader of(Bucket bucket, Genesis.Signed genesis, Crypto crypto) {
    return of(bucket, genesis, crypto, Optional.empty());
  }

  /**
   * As above, with other threads that read and parse slots ahead of the one that is judged.
   *
   * @param early shown each entry and its slot on a thread of the pool, before its commit is judged
   */
  public static LogReader ahead(
      Bucket bucket,
      Genesis.Signed genesis,
      Crypto crypto,
      ExecutorService pool,
      ObjLongConsumer<Entry> early) {
    Layout layout = new Layout(genesis.genesis().shard());
    return of(bucket, genesis, crypto, Optional.of(new ReadAhead(bucket, layout, pool, early)));
  }

  private static LogReader of(
      Bucket bucket, Genesis.Signed genesis, Crypto crypto, Optional<ReadAhead> ahead) {
    Layout layout = new Layout(genesis.genesis().shard());
    Judge judge = Judge.of(genesis, crypto);
    return new LogReader(
        genesis,
        Position.genesis(genesis, judge.check(), Rules.ALL),
        new Walk(bucket, layout, judge, Home.none(), Rules.ALL),
        ahead);
  }

  /** The slot that {@link #step} looks at next. */
  public long next() {
    return position.next();
  }

  /** The void line that a commit in the next slot must bear, if one. */
  public Optional<CommitHeader.Skipped> skipped() {
    return position.skipped();
  }

  /** Judges the next slot and shows it; false if its name is absent. */
  public boolean step(LogVisitor visitor) throws IOException {
    return ahead.isPresent()
        ? walk.step(position, ahead.get().take(), visitor)
        : walk.step(position, visitor);
  }

  /** What the log says up to here; live. */
  public ChainView view() {
    return new ChainView(genesis, position);
  }

  /**
   * The number of the slot that an object claims, if a commit key of this document signed its
   * header for this log: what a void slot of this kind shows is that somebody with a key meant it.
   */
  public Optional<Long> signedFor(Bytes object, KeyDocument document, Crypto crypto) {
    try {
      Envelope e = Envelope.parse(object);
      SignedNote.Line line = e.signature();
      boolean signed =
          document
              .key(line.name(), KeyDocument.Role.COMMIT)
              .filter(k -> line.by(k.key()))
              .filter(k -> k.key().verifies(crypto, e.header(), line.signature()))
              .isPresent();
      return signed && e.frozen().origin().equals(genesis.genesis().origin())
          ? Optional.of(e.frozen().commit())
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
