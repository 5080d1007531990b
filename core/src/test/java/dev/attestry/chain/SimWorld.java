package dev.attestry.chain;

import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What all actors of one schedule share: the bucket, the key documents, and what was seen. */
final class SimWorld {

  static final String STOLEN = "azure-0";

  private static final KeyDocument FIRST = document(0, Bytes.zeros(32), true, 1);
  static final Genesis.Signed GENESIS = genesis();
  static final KeyDocument.Signed ZERO = signed(GENESIS.firstDocument());

  /** A request, as a queue would keep and repeat it. */
  record Request(String cloud, Id id, long since, String evidence) {}

  /** A receipt that was given for a request. */
  record Ack(Request request, Appended appended) {}

  final SplittableRandom random;
  final Rules rules;
  final Turns turns;
  final SimBucket bucket;
  final Layout layout = new Layout("2026");
  final List<KeyDocument.Signed> issued = new ArrayList<>(List.of(ZERO));
  final List<Request> requests = new ArrayList<>();
  final List<Ack> acks = new ArrayList<>();
  final List<SimHome> homes = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  boolean deleted;

  /** Slot to hash of the commit that stands in it, or empty for void, as someone judged it. */
  private final Map<Long, Optional<Bytes>> judged = new TreeMap<>();

  SimWorld(long seed, Rules rules) {
    this.random = new SplittableRandom(seed);
    this.rules = rules;
    this.turns = new Turns(random.split());
    int crashes = 1 + random.nextInt(8);
    this.bucket = new SimBucket(random.split(), turns::pass, () -> random.nextInt(100) < crashes);
    bucket.plant(layout.keys(ZERO.hash()), ZERO.note());
    bucket.plant(layout.genesis(), GENESIS.note());
  }

  /** A home that survives crashes of its writer. */
  static final class SimHome implements Home {
    Optional<Seen> seen = Optional.empty();

    @Override
    public Optional<Seen> newest() {
      return seen;
    }

    @Override
    public void keep(Seen s) {
      if (seen.isEmpty() || seen.get().commit() < s.commit()) {
        seen = Optional.of(s);
      }
    }
  }

  private static Genesis.Signed genesis() {
    try {
      return new Genesis(
              "sim.example/2026",
              "2026",
              true,
              List.of(ToySigner.note("owner").key()),
              1,
              1_000,
              Instant.EPOCH,
              FIRST,
              Optional.empty())
          .sign(List.of(ToySigner.note("owner")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Document n: honest keys of two clouds, new ones in each; perhaps the stolen one. */
  static KeyDocument document(long n, Bytes previous, boolean stolen, long highest) {
    List<KeyDocument.Key> keys = new ArrayList<>();
    for (String cloud : List.of("aws", "gcp")) {
      keys.add(
          ChainLab.commitKey(ToySigner.note(cloud + "-" + n), cloud, List.of(cloud + "/", "@log")));
    }
    if (stolen) {
      keys.add(ChainLab.commitKey(ToySigner.note(STOLEN), "azure", List.of("azure/", "@log")));
    }
    return new KeyDocument(n, previous, keys, highest, false);
  }

  static KeyDocument.Signed signed(KeyDocument d) {
    try {
      return Genesis.sign(d, List.of(ToySigner.note("owner")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The owners sign the next document. */
  KeyDocument.Signed issue() {
    KeyDocument.Signed last = issued.get(issued.size() - 1);
    long highest = Math.max(last.document().highestVersion(), 1 + random.nextInt(2));
    KeyDocument.Signed next =
        signed(document(issued.size(), last.hash(), random.nextInt(4) > 0, highest));
    issued.add(next);
    return next;
  }

  Chain open(Home home, long known) throws IOException {
    return open(bucket, home, known);
  }

  Chain open(dev.attestry.bucket.Bucket through, Home home, long known) throws IOException {
    Judge judge =
        Judge.of(
            GENESIS,
            ToySigner::holds,
            hash -> bucket.peek(layout.keys(hash)),
            new Judge.Settings(rules, known));
    return Chain.open(through, home, judge, LogVisitor.NONE);
  }

  /** An honest reader or writer judged the log up to here. */
  void judged(Chain chain) {
    Position p = chain.position();
    p.tip().commit().ifPresent(k -> agree(k, Optional.of(p.tip().hash())));
    for (long k = p.tip().next(); k < p.next(); k++) {
      agree(k, Optional.empty());
    }
  }

  void agree(long k, Optional<Bytes> hash) {
    Optional<Bytes> before = judged.putIfAbsent(k, hash);
    if (before != null && !before.equals(hash)) {
      violations.add("SPLIT at slot " + k);
    }
  }

  Map<Long, Optional<Bytes>> judgements() {
    return judged;
  }

  ObjectName slot(long k) {
    return layout.commit(k);
  }

  /** The key that a cloud holds under the document in force. */
  static NoteSigner signer(String cloud, Chain chain) {
    long n = chain.view().keyDocument().map(d -> d.document().n()).orElse(0L);
    return ToySigner.note(cloud + "-" + n);
  }

  Appender.Settings settings() {
    return new Appender.Settings(random.split(), () -> ChainLab.NOW, time -> turns.pass(), 8);
  }

  static Draft draft(Request r) {
    return Draft.of(r.id, r.since, content(r.evidence, r.id.component().endsWith("b")));
  }

  /** Mostly a short kind of entry, so that more schedules fit into a minute. */
  static Content content(String evidence, boolean result) {
    return result
        ? ChainLab.result(evidence)
        : new ActionContent(CAUSE, evidence, "done", ChainLab.NOW);
  }

  private static final Link CAUSE = new Link(0, Bytes.zeros(32));
}
