package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One schedule: writers of two clouds, owners who rotate keys, a thief with a key, someone who
 * deletes; who runs when and what fails follows from the seed. Afterwards all faults end, what was
 * asked for is repeated, and the log is read from genesis.
 */
final class Simulation {

  private final SimWorld world;
  private final List<SimWriter> writers = new ArrayList<>();
  private final Map<Long, LogLine> log = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private long commits;
  private long skipped;
  private long strays;

  Simulation(long seed, Rules rules) {
    this.world = new SimWorld(seed, rules);
  }

  /** What a schedule came to, for a look at whether it did anything. */
  record Outcome(List<String> violations, long commits, long skipped, long strays, Bytes root) {}

  Outcome run() {
    for (String cloud : List.of("aws", "aws", "gcp")) {
      writers.add(new SimWriter(world, cloud));
    }
    writers.forEach(w -> world.turns.actor(w::run));
    world.turns.actor(this::rotate);
    world.turns.actor(new SimThief(world)::run);
    if (world.random.nextInt(3) == 0) {
      world.turns.actor(this::delete);
    }
    world.turns.run();
    world.bucket.heal();
    writers.forEach(SimWriter::drain);
    Bytes root = check();
    return new Outcome(world.violations, commits, skipped, strays, root);
  }

  private void rotate() {
    for (int i = world.random.nextInt(3); i > 0; i--) {
      waitFor(40);
      KeyDocument.Signed next = world.issue();
      waitFor(25);
      for (int tries = 0; tries < 10 && !rotated(next); tries++) {
        world.turns.pass();
      }
    }
  }

  private boolean rotated(KeyDocument.Signed next) {
    try {
      // The owners' tool runs on a writer's machine.
      Chain c = world.open(writers.get(0).home(), 2);
      NoteSigner key = ToySigner.note("aws-" + next.document().n());
      return c.appender(key, world.settings()).rotate(next);
    } catch (SimBucket.Crash | IOException e) {
      return false;
    }
  }

  /** Deletes a commit that every writer has seen, so that each can notice. */
  private void delete() {
    waitFor(120);
    Optional<Long> seen =
        world.homes.stream()
            .map(h -> h.seen.map(Seen::commit).orElse(-1L))
            .min(Long::compare)
            .filter(k -> k >= 0);
    seen.ifPresent(
        k -> {
          world.deleted = true;
          world.bucket.delete(world.slot(k));
        });
  }

  private void waitFor(int turns) {
    for (int i = world.random.nextInt(turns); i >= 0; i--) {
      world.turns.pass();
    }
  }

  private Bytes check() {
    try {
      Chain reader = world.open(Home.none(), 2);
      Position p = Position.genesis(SimWorld.GENESIS, ToySigner::holds, world.rules);
      reader.walk().run(p, new Reader());
      world.judged(reader);
      for (Map.Entry<Long, Optional<Bytes>> j : world.judgements().entrySet()) {
        if (j.getKey() >= p.next()) {
          world.violations.add("SPLIT: slot " + j.getKey() + " was judged and is not there");
        }
      }
      world.acks.forEach(this::checkAck);
      return p.tip().tree().root();
    } catch (IOException e) {
      world.violations.add("JAM: the log cannot be read: " + e.getMessage());
      return Bytes.EMPTY;
    }
  }

  private void checkAck(SimWorld.Ack ack) {
    Link link = ack.appended().receipt().entry();
    LogLine line = log.get(link.index());
    if (line == null || !line.link().equals(link) || line.stray().isPresent()) {
      world.violations.add("LOST: " + ack.request().id());
    }
  }

  private final class Reader implements LogVisitor {

    @Override
    public void standing(StandingCommit c) {
      commits++;
      world.agree(c.head().commit(), Optional.of(c.head().hash()));
      for (LogLine line : c.lines()) {
        log.put(line.link().index(), line);
        strays += line.stray().isPresent() ? 1 : 0;
        if (line.stray().isEmpty()
            && !c.signer().cloud().equals("azure")
            && line.entry().isPresent()
            && !ids.add(c.signer().cloud() + " " + line.entry().get().id())) {
          world.violations.add("DOUBLE: " + line.entry().get().id());
        }
      }
    }

    @Override
    public void skipped(long slot, dev.attestry.bucket.ReadOutcome.Found object, String reason) {
      skipped++;
      world.agree(slot, Optional.empty());
    }
  }
}
