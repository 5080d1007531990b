package dev.attestry.chain;

import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Appends to a log by creating the next slot, and finds out what became of it (chain §7). The one
 * create orders, persists and fences: there is no lock, no leader and no clock. Any number of
 * appenders in any number of processes and clouds may work on one log. One appender is used by one
 * thread at a time.
 *
 * <p>A failure is an {@link IOException} and leaves open what became of the drafts in hand; repeat
 * them with the same ids, at any time and from any process: what stands is recognised.
 */
public final class Appender {

  /**
   * What an appender takes from its surroundings.
   *
   * @param random nonces and jitter; must not repeat itself between processes
   * @param clock the writer's clock, informative only
   * @param sleeper waits between attempts
   * @param attempts how often one slot is tried, and how many races may be lost in a row
   */
  public record Settings(
      RandomGenerator random, InstantSource clock, Sleeper sleeper, int attempts) {}

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration time) throws IOException;
  }

  private static final Duration FIRST_WAIT = Duration.ofMillis(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Chain chain;
  private final NoteSigner signer;
  private final Settings settings;

  Appender(Chain chain, NoteSigner signer, Settings settings) {
    this.chain = chain;
    this.signer = signer;
    this.settings = settings;
  }

  /**
   * Appends the drafts, in one commit or more, and returns once all stand: in the order of the
   * arguments. A draft that stands already is not appended again.
   *
   * @throws KeyNotInForce if the key may not write under the document in force, or not this
   */
  public List<Appended> append(List<Draft> drafts) throws IOException {
    Appending work = new Appending(chain, drafts);
    int lost = 0;
    while (work.waiting()) {
      lost = (begun() || begin()) && attempt(work, Optional.empty()) ? 0 : again(lost);
    }
    return work.results();
  }

  private boolean begun() {
    return chain.position().tip().document().isPresent();
  }

  /**
   * The first commit carries document 0 and nothing else: no request is older than its commit, and
   * so each is older than the commit of its entry, which chain §4.2 (since) rests on.
   */
  private boolean begin() throws IOException {
    return attempt(new Appending(chain, List.of()), Optional.of(chain.firstDocument()));
  }

  /**
   * Brings the next key document into force: carries it in a commit that names it first (chain §5).
   * The appender's key must be a commit key of it.
   *
   * @return false if another document with this number came first
   */
  public boolean rotate(KeyDocument.Signed next) throws IOException {
    chain.writeDerived(chain.layout().keys(next.hash()), next.note());
    int lost = 0;
    while (chain.position().tip().nextDocument() == next.document().n()) {
      lost = attempt(new Appending(chain, List.of()), Optional.of(next)) ? 0 : again(lost);
    }
    return chain
        .position()
        .tip()
        .document()
        .filter(d -> d.document().n() == next.document().n())
        .map(d -> d.hash().equals(next.hash()))
        .orElse(false);
  }

  private int again(int lost) throws IOException {
    if (lost >= settings.attempts()) {
      throw new CouldNotRead("lost " + lost + " races for the next slot; append again");
    }
    pause(lost);
    return lost + 1;
  }

  /** One commit; true if it stands, or if there was nothing left to append. */
  private boolean attempt(Appending work, Optional<KeyDocument.Signed> carry) throws IOException {
    Position p = chain.position();
    KeyDocument.Signed document = carry.or(() -> p.tip().document()).orElseThrow();
    KeyDocument.Key key = key(document);
    if (p.tip().sealed()) {
      throw new KeyNotInForce("the shard is sealed; append to the next one");
    }
    CommitHeader.Writer writer = writer(key);
    Batch batch = new Batch(p, key, p.next());
    carry.ifPresent(d -> carry(batch, d, writer));
    work.fill(batch, writer);
    if (batch.isEmpty()) {
      chain.walk().settle();
      return true;
    }
    CommitWriter.Built built = chain.writer(signer).build(p, batch, document, writer);
    if (!create(built, batch, document)) {
      return false;
    }
    work.stands(batch, built);
    return true;
  }

  /** chain §2.2: the carried document is the first body line. */
  private static void carry(Batch batch, KeyDocument.Signed d, CommitHeader.Writer writer) {
    Id id = new Id(Chain.LOG, "keys-" + d.document().n(), 1);
    Entry e = batch.next(id, Math.max(0, batch.commit() - 1), new KeyContent(d.note().utf8()));
    batch.add(e, Batch.Encoded.of(e), writer);
  }

  private KeyDocument.Key key(KeyDocument.Signed document) throws KeyNotInForce {
    return document
        .document()
        .key(signer.key().name(), KeyDocument.Role.COMMIT)
        .filter(k -> k.key().equals(signer.key()))
        .orElseThrow(
            () ->
                new KeyNotInForce(
                    "key "
                        + signer.key().name()
                        + " is not a commit key of document "
                        + document.document().n()));
  }

  private CommitHeader.Writer writer(KeyDocument.Key key) {
    byte[] nonce = new byte[16];
    settings.random().nextBytes(nonce);
    Instant now = settings.clock().instant();
    return new CommitHeader.Writer(
        key.name(), Bytes.of(nonce), Instant.ofEpochMilli(now.toEpochMilli()));
  }

  /** True if our commit stands in the slot; false once something else occupies it. */
  private boolean create(CommitWriter.Built built, Batch batch, KeyDocument.Signed document)
      throws IOException {
    Position p = chain.position();
    long k = p.next();
    chain.walk().requireNotSeen(k);
    String why = "";
    for (int tries = 0; tries < settings.attempts(); tries++) {
      // The identical PUT, signature included (chain §7): it may have been applied before.
      CreateOutcome outcome = chain.bucket().create(chain.layout().commit(k), built.object());
      if (outcome instanceof CreateOutcome.Created) {
        return stands(built, batch, document);
      }
      if (outcome instanceof CreateOutcome.Unknown u) {
        why = ": " + u.cause().getMessage();
      }
      Optional<ReadOutcome.Found> found = readBack(k);
      if (found.isPresent()) {
        return judge(found.get(), built, batch, document);
      }
      pause(tries);
    }
    throw new CouldNotRead(
        "commit " + k + " could be neither written nor read" + why + "; append again");
  }

  private boolean judge(
      ReadOutcome.Found found, CommitWriter.Built built, Batch batch, KeyDocument.Signed document)
      throws IOException {
    // chain §7: void, even with my nonce: next name. What stands must be what was sent.
    boolean own =
        chain.rules().on(Rule.VOID_WITH_OWN_NONCE)
            ? found.bytes().equals(built.object())
            : holds(found.bytes(), built.header().writer().nonce());
    if (own) {
      return stands(built, batch, document);
    }
    chain.walk().take(chain.position(), found, LogVisitor.NONE);
    chain.catchUp();
    return false;
  }

  /** Whether a nonce occurs in an object: the check that chain §7 warns of; for tests. */
  private static boolean holds(Bytes object, Bytes nonce) {
    return object.utf8().contains(Base64s.encode(nonce));
  }

  private boolean stands(CommitWriter.Built built, Batch batch, KeyDocument.Signed document)
      throws IOException {
    chain.accept(built, batch, document);
    return true;
  }

  /** Reads a slot back; a failing read is tried again, since only an answer says what is there. */
  private Optional<ReadOutcome.Found> readBack(long k) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        return chain.walk().read(k);
      } catch (CouldNotRead e) {
        if (tries >= settings.attempts()) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  /** Full jitter: anything up to a limit that doubles. */
  private void pause(int tries) throws IOException {
    long limit = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(tries, 20));
    settings.sleeper().sleep(Duration.ofMillis(settings.random().nextLong(limit + 1)));
  }

  /** chain §4.4: plan, upstream first, then by component bytes, then id. */
  static final Comparator<Draft> ORDER =
      Comparator.<Draft>comparingInt(d -> d.kind() == Kind.PLAN ? 0 : 1)
          .thenComparingInt(Draft::rank)
          .thenComparing(d -> d.id().component())
          .thenComparing(d -> d.id().operation())
          .thenComparingLong(d -> d.id().attempt());
}
