package dev.attestry.chain;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Holds a stolen commit key and the power to write objects: signs anything, plants anything. */
final class SimThief {

  private static final int STEPS = 6;

  private final SimWorld world;
  private final SplittableRandom random;
  private final NoteSigner key = ToySigner.note(SimWorld.STOLEN);

  SimThief(SimWorld world) {
    this.world = world;
    this.random = world.random.split();
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      for (int wait = random.nextInt(30); wait > 0; wait--) {
        world.turns.pass();
      }
      if (!world.deleted) {
        act();
      }
    }
  }

  private void act() {
    try {
      Chain chain = world.open(copy(), Home.none(), 2);
      Position p = chain.position();
      switch (random.nextInt(9)) {
        case 0 -> plant(p.next(), garbage());
        case 1 -> plant(p.next() + 1 + random.nextInt(3), garbage());
        case 2 -> replay(p);
        case 3 -> plant(p.next(), forge(p, lies(p), Optional.empty(), h -> h));
        case 4 -> plant(p.next(), forge(p, lies(p), Optional.empty(), SimThief::sealed));
        case 5 -> plant(p.next(), forge(p, lies(p), Optional.empty(), h -> same(h, p)));
        case 6 ->
            next(p).ifPresent(d -> plant(p.next(), forge(p, lies(p), Optional.of(d), h -> h)));
        case 7 -> next(p).ifPresent(d -> plant(p.next(), version2(p, d)));
        default ->
            plant(p.next(), forge(p, List.of(Bytes.utf8("no entry")), Optional.empty(), h -> h));
      }
    } catch (IOException e) {
      // The thief cannot read either; next time.
    }
  }

  /** What is in the bucket now, without faults and turns. */
  private MemoryBucket copy() {
    MemoryBucket b = new MemoryBucket();
    world.bucket.list("").forEach(n -> b.force(n, world.bucket.peek(n).orElseThrow()));
    return b;
  }

  private void plant(long k, Bytes object) {
    world.bucket.plant(world.slot(k), object);
  }

  private Bytes garbage() {
    byte[] b = new byte[random.nextInt(200)];
    random.nextBytes(b);
    return Bytes.of(b);
  }

  /** An honest commit again, under another number. */
  private void replay(Position p) {
    if (p.next() > 0) {
      world.bucket.peek(world.slot(random.nextLong(p.next()))).ifPresent(b -> plant(p.next(), b));
    }
  }

  /** The next document that the owners signed, if it is not in force yet. */
  private Optional<KeyDocument.Signed> next(Position p) {
    int n = (int) p.tip().nextDocument();
    return n < world.issued.size() ? Optional.of(world.issued.get(n)) : Optional.empty();
  }

  /**
   * Entries about own components, about those of others, with ids that were used, or out of order.
   */
  private List<Bytes> lies(Position p) {
    List<Bytes> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String component =
          random.nextBoolean() ? "azure/x" : random.nextBoolean() ? "aws/a" : "gcp/a";
      String id = component + ":r" + random.nextInt(40) + "#1";
      String cloud =
          random.nextBoolean() ? "azure" : component.substring(0, component.indexOf('/'));
      Optional<ChainHead> head = p.chains().head(new ChainHead.Key(component, cloud));
      long seq = head.map(h -> h.seq() + 1).orElse(0L) + random.nextInt(2);
      lines.add(
          new Entry(
                  id,
                  p.tip().commit().orElse(0L),
                  component,
                  seq,
                  head.map(ChainHead::newest),
                  SimWorld.content("lie" + random.nextInt(99), random.nextInt(8) == 0))
              .encode());
    }
    return lines;
  }

  /** Version 2, allowed only by the document that it carries (chain §2.6). */
  private Bytes version2(Position p, KeyDocument.Signed d) {
    Batch batch = new Batch(p, ChainLab.commitKey(key, "azure", List.of("")), p.next());
    Entry e =
        batch.next(
            new Id("@log", "keys-" + d.document().n(), 1), 0, new KeyContent(d.note().utf8()));
    return forge(p, List.of(e.encode()), Optional.of(d), h -> version(h, 2));
  }

  private static CommitHeader version(CommitHeader h, long v) {
    CommitHeader.Frozen f = h.frozen();
    return new CommitHeader(
        new CommitHeader.Frozen(
            v, f.origin(), f.commit(), f.previous(), f.previousHash(), f.keys(), f.keysHash()),
        h.checkpoint(),
        h.heads(),
        h.skipped(),
        h.writer(),
        h.seal(),
        h.body(),
        h.size(),
        h.root(),
        h.frontier());
  }

  private static CommitHeader sealed(CommitHeader h) {
    return new CommitHeader(
        h.frozen(),
        h.checkpoint(),
        h.heads(),
        h.skipped(),
        h.writer(),
        true,
        h.body(),
        h.size(),
        h.root(),
        h.frontier());
  }

  /** Size, root and frontier of the commit before, repeated. */
  private static CommitHeader same(CommitHeader h, Position p) {
    return h.after(p.tip().size(), p.tip().tree().root(), p.tip().tree().encode());
  }

  private Bytes forge(
      Position p,
      List<Bytes> lines,
      Optional<KeyDocument.Signed> named,
      UnaryOperator<CommitHeader> change) {
    KeyDocument.Signed document = named.or(() -> p.tip().document()).orElse(SimWorld.ZERO);
    Bytes body = Bytes.EMPTY;
    for (Bytes l : lines) {
      body = Bytes.concat(body, l, Bytes.of('\n'));
    }
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    CommitHeader h =
        change.apply(
            new CommitHeader(
                new CommitHeader.Frozen(
                    1,
                    SimWorld.GENESIS.genesis().origin(),
                    p.next(),
                    p.tip().commit(),
                    p.tip().hash(),
                    document.document().n(),
                    document.hash()),
                Optional.empty(),
                Optional.empty(),
                p.skipped(),
                new CommitHeader.Writer(key.key().name(), Bytes.of(nonce), ChainLab.NOW),
                false,
                new CommitHeader.Body(
                    HashAlgorithm.SHA256.digest(body), body.length(), lines.size()),
                0,
                Bytes.EMPTY,
                Bytes.EMPTY));
    if (h.size() == 0) {
      Frontier tree = p.tip().tree();
      tree.append(Bytes.utf8(h.firstLeaf()));
      lines.forEach(tree::append);
      h = h.after(tree.size(), tree.root(), tree.encode());
    }
    try {
      Bytes text = Bytes.utf8(h.text());
      return Bytes.concat(
          new SignedNote(text, List.of(key.line(text))).encode(), Bytes.of('\n'), body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
