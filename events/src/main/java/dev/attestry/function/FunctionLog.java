package dev.attestry.function;

import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Home;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Signer;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.sweep.Documents;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.Orders;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The log that the functions of one cloud write to. Read from its genesis once in an instance's
 * life, and read on from there. Its chain is used by one thread at a time: whoever may have company
 * holds its lock.
 */
public final class FunctionLog {

  /** How often one slot is tried, and how many races may be lost in a row. */
  private static final int ATTEMPTS = 20;

  private final Bucket bucket;
  private final Signer signer;
  private final FunctionSettings settings;
  private final PackSeal seal;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Documents documents;
  private final Set<StoreAlarm> said = ConcurrentHashMap.newKeySet();
  private final Set<StoreAlarm> told = ConcurrentHashMap.newKeySet();
  private volatile String origin = "";
  private @Nullable Chain chain;

  /**
   * @param signer the commit key, in this cloud's KMS
   * @param seal how packs are encrypted
   * @param random must not be predictable, nor repeat itself between instances
   */
  public FunctionLog(
      Bucket bucket,
      Signer signer,
      PackSeal seal,
      FunctionSettings settings,
      InstantSource clock,
      RandomGenerator random) {
    this.bucket = bucket;
    this.signer = signer;
    this.seal = seal;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.documents = new Documents(bucket, new Layout(settings.shard()));
  }

  public FunctionSettings settings() {
    return settings;
  }

  /** The log, read to its head. */
  Chain chain() throws IOException {
    Chain known = chain;
    if (known != null) {
      known.refresh(LogVisitor.NONE);
      return known;
    }
    Trust trust = new Trust(Optional.of(settings.genesis()), Crypto.fastest(), Home.none());
    try {
      Chain opened = Chain.open(bucket, settings.shard(), trust);
      requireReal(opened);
      chain = opened;
      origin = opened.genesis().genesis().origin();
      return opened;
    } catch (MalformedInput e) {
      throw new IOException("the log's genesis cannot be read: " + e.getMessage(), e);
    }
  }

  /** What a lab attests proves nothing: a function never writes to its log. */
  private static void requireReal(Chain opened) throws IOException {
    if (opened.genesis().genesis().lab()) {
      throw new IOException(
          "the log "
              + opened.genesis().genesis().origin()
              + " is of a lab; functions write to real logs only");
    }
  }

  /**
   * Refuses a message that another log asked for: its challenges, plans and packs are in that one.
   * So it is with what still waits in a queue when the year turns.
   */
  void requireOwn(Bytes genesis) throws MalformedInput {
    Optional<String> foreign = foreign(genesis);
    if (foreign.isPresent()) {
      throw new MalformedInput("message", -1, foreign.get());
    }
  }

  /** Whose message it is, if another log asked for it. */
  Optional<String> foreign(Bytes genesis) {
    return genesis.equals(settings.genesis())
        ? Optional.empty()
        : Optional.of(
            "asked for by the log with the genesis "
                + genesis.hex()
                + ", and this function writes to "
                + settings.shard()
                + " with the genesis "
                + settings.genesis().hex());
  }

  /** Whose entries they are, as the log calls itself; empty until it was read. */
  String origin() {
    return origin;
  }

  Appender appender(Chain opened) {
    return opened.appender(
        NoteSigner.of(settings.writer(), signer),
        new Appender.Settings(random, clock, FunctionLog::sleep, ATTEMPTS));
  }

  /** What is in force. */
  Order order(Chain opened) throws IOException {
    return Orders.inForce(opened.view(), documents, settings.map(), settings.policy());
  }

  /** Judges the log from its bytes, as this cloud sees them. */
  AuditReport audit(AuditSettings auditor) {
    return Audit.run(bucket, settings.shard(), auditor.withGenesis(settings.genesis()));
  }

  /** Says in a line what the bucket shows and never should: each once in an instance's life. */
  void sayAlarms() {
    bucket.alarms().stream().filter(said::add).forEach(Console::alarm);
  }

  /** Those of them that people were not told of in this instance's life. */
  List<StoreAlarm> untold() {
    return bucket.alarms().stream().filter(a -> !told.contains(a)).toList();
  }

  void told(List<StoreAlarm> alarms) {
    told.addAll(alarms);
  }

  Documents documents() {
    return documents;
  }

  /** Where evidence goes; needs no chain. */
  ObjectWriter objects() {
    return new ObjectWriter(bucket, new Layout(settings.shard()));
  }

  PackSeal seal() {
    return seal;
  }

  InstantSource clock() {
    return clock;
  }

  /** Sleeps; an error if the thread is asked to end. */
  static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
