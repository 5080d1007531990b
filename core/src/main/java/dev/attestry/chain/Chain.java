package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log in a bucket, read from genesis to its head: a Merkle log of entries, and in it one chain of
 * entries for each component. Reading judges every slot by the rules of docs/formats/chain.md; what
 * cannot be read is an error, never an absence. Used by one thread at a time.
 */
public final class Chain {

  /** The component of entries about the log itself. */
  public static final String LOG = "@log";

  private final Bucket bucket;
  private final Layout layout;
  private final Genesis.Signed genesis;
  private final Home home;
  private final Rules rules;
  private final Walk walk;
  private final Position position;

  private Chain(Bucket bucket, Home home, Judge judge) {
    this.bucket = bucket;
    this.genesis = judge.genesis();
    this.layout = new Layout(genesis.genesis().shard());
    this.home = home;
    this.rules = judge.rules();
    this.walk = new Walk(bucket, layout, judge, home, rules);
    this.position = Position.genesis(genesis, judge.check(), rules);
  }

  /**
   * Starts a log: writes genesis and document 0. The first append carries document 0.
   *
   * @param document document 0, signed by the owners
   * @throws GenesisRefused if the owners did not sign, or another genesis stands there
   */
  public static Chain create(
      Bucket bucket, Genesis.Signed genesis, KeyDocument.Signed document, Trust trust)
      throws IOException {
    if (!genesis.holds(trust.crypto()) || !genesis.accepts(document, trust.crypto())) {
      throw new GenesisRefused("genesis and document 0 must be signed by the owners");
    }
    Layout layout = new Layout(genesis.genesis().shard());
    // The document first: a genesis that stands can always be appended to.
    ObjectWriter.put(bucket, layout.keys(document.hash()), document.note());
    if (!ObjectWriter.put(bucket, layout.genesis(), genesis.note())) {
      throw new GenesisRefused("another genesis stands at " + layout.genesis());
    }
    return open(bucket, trust.home(), Judge.of(genesis, trust.crypto()), LogVisitor.NONE);
  }

  /** Opens the log of a shard and reads it to its head. */
  public static Chain open(Bucket bucket, String shard, Trust trust)
      throws IOException, MalformedInput {
    return open(bucket, shard, trust, LogVisitor.NONE);
  }

  /** As above, showing each slot from the first on to a visitor. */
  public static Chain open(Bucket bucket, String shard, Trust trust, LogVisitor visitor)
      throws IOException, MalformedInput {
    ObjectName name = new Layout(shard).genesis();
    Bytes note =
        switch (bucket.read(name)) {
          case ReadOutcome.Found f -> f.bytes();
          case ReadOutcome.Absent a -> throw new CouldNotRead("there is no log: no " + name);
          case ReadOutcome.Unreadable u ->
              throw new CouldNotRead(name + " could not be read: " + u.reason());
        };
    Genesis.Signed genesis = Genesis.Signed.parse(note);
    if (trust.genesis().isPresent() && !trust.genesis().get().equals(genesis.hash())) {
      throw new GenesisRefused(
          name + " is " + genesis.hash().hex() + ", not " + trust.genesis().get().hex());
    }
    if (!genesis.holds(trust.crypto()) || !genesis.genesis().shard().equals(shard)) {
      throw new GenesisRefused(name + " is not signed by its owners, or of another shard");
    }
    return open(bucket, trust.home(), Judge.of(genesis, trust.crypto()), visitor);
  }

  /** For simulations: with a judge of their own making. */
  static Chain open(Bucket bucket, Home home, Judge judge, LogVisitor visitor) throws IOException {
    Chain c = new Chain(bucket, home, judge);
    c.walk.run(c.position, visitor);
    c.walk.settle();
    c.keep();
    return c;
  }

  /** The log's genesis. */
  public Genesis.Signed genesis() {
    return genesis;
  }

  /** Names of the shard's objects. */
  public Layout layout() {
    return layout;
  }

  /** What the log says, as of the last read. */
  public ChainView view() {
    return new ChainView(genesis, position);
  }

  /** Reads on to the head, showing each slot to a visitor. */
  public ChainView refresh(LogVisitor visitor) throws IOException {
    walk.run(position, visitor);
    return view();
  }

  /**
   * The entry with an id that is among the newest of its chain, read back; empty where {@link
   * ChainView#remembers} says no.
   */
  public Optional<Located> remembered(Id id, String cloud) throws IOException {
    Optional<ChainHead.Seen> seen =
        position
            .chains()
            .head(new ChainHead.Key(id.component(), cloud))
            .flatMap(h -> h.seen(id.prefix()));
    return seen.isPresent()
        ? stored(seen.get().commit(), seen.get().index()).map(s -> s.at(cloud))
        : Optional.empty();
  }

  /** An appender that signs with this key. */
  public Appender appender(NoteSigner signer, Appender.Settings settings) {
    return new Appender(this, signer, settings);
  }

  /** As {@link ObjectWriter#store}. */
  public String store(ObjectName name, Bytes body, String suffix) throws IOException {
    return objects().store(name, body, suffix);
  }

  /** Stores what entries refer to. */
  public ObjectWriter objects() {
    return new ObjectWriter(bucket, layout);
  }

  /** Writes a copy that is derived from the log: whoever finds other bytes derives it again. */
  void writeDerived(ObjectName name, Bytes body) throws IOException {
    ObjectWriter.put(bucket, name, body);
  }

  /** Document 0 as the owners signed it, found among the derived copies. */
  KeyDocument.Signed firstDocument() throws IOException {
    try (Stream<ObjectName> names = bucket.list(layout.shard() + "/keys/")) {
      for (ObjectName n : names.toList()) {
        Optional<KeyDocument.Signed> d = document(n);
        if (d.isPresent()) {
          return d.get();
        }
      }
    }
    throw new CouldNotRead("no copy of key document 0 that the owners signed");
  }

  private Optional<KeyDocument.Signed> document(ObjectName name) {
    try {
      if (bucket.read(name) instanceof ReadOutcome.Found f) {
        KeyDocument.Signed d = KeyDocument.Signed.parse(f.bytes());
        return d.document().n() == 0 && walk.judge().accepts(d) ? Optional.of(d) : Optional.empty();
      }
    } catch (MalformedInput e) {
      // Not a document: anyone may write names that nobody needs.
    }
    return Optional.empty();
  }

  Bucket bucket() {
    return bucket;
  }

  Walk walk() {
    return walk;
  }

  Position position() {
    return position;
  }

  Rules rules() {
    return rules;
  }

  CommitWriter writer(NoteSigner signer) {
    return new CommitWriter(genesis.genesis().origin(), signer, walk.judge().known());
  }

  /** Reads on to the first absent name. */
  void catchUp() throws IOException {
    walk.run(position, LogVisitor.NONE);
  }

  /** A commit of our own stands: takes it in and keeps it, once all before it is durable. */
  void accept(CommitWriter.Built built, Batch batch, KeyDocument.Signed document)
      throws IOException {
    position.accept(built.tip(), batch, document);
    walk.settle();
    keep();
  }

  private void keep() throws IOException {
    Optional<Head> head = position.tip().head();
    if (head.isPresent()) {
      Head h = head.get();
      home.keep(new Seen(genesis.hash(), h.commit(), h.hash(), h.size()));
    }
  }

  /** An entry that counts, read back from the commit that holds it. */
  Optional<Appending.Stored> stored(long k, long index) throws IOException {
    ReadOutcome.Found f =
        walk.read(k).orElseThrow(() -> new CouldNotRead("commit " + k + " is not there"));
    // Whoever holds the bucket must not get a receipt of ours for bytes that we never judged.
    if (!position.hashes().of(k).equals(Optional.of(HashAlgorithm.SHA256.digest(f.bytes())))) {
      throw new CouldNotRead("commit " + k + " holds other bytes than when it was judged");
    }
    try {
      Commit c = Commit.parse(f.bytes());
      int line = (int) (index - c.index(0));
      Bytes text = c.line(line);
      Receipt receipt =
          new Receipt(
              genesis.genesis().origin(),
              k,
              c.hash(),
              c.header().size(),
              c.header().root(),
              new Link(index, Merkle.leaf(text)));
      return Optional.of(
          new Appending.Stored(Entry.parse(text), receipt, c.header().writer().time()));
    } catch (MalformedInput e) {
      return Optional.empty(); // counts, but with a fault: as other content
    }
  }
}
