package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writers as processes of their own, each a {@link CrashWriter}, that append into one bucket and
 * are killed without warning, again and again; and what is wrong with the log afterwards.
 */
final class CrashRun {

  private static final long POLL_MILLIS = 5;

  /** A busy machine takes its time to start so many processes. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final ChainLab lab = new ChainLab();
  private final Genesis.Signed genesis;
  private final SplittableRandom random = new SplittableRandom(20261124);
  private final Path notes;
  private final Place place;
  private final Process[] running;
  private WriterCommand command;
  private int killed;

  /**
   * How often writers die.
   *
   * @param each how many times each of them
   * @param acks after at most so many more acknowledged entries
   * @param pauseMillis and at most so much later: the moment within an append is chance
   */
  record Kills(int each, int acks, int pauseMillis) {}

  /** The bucket, in the words that its store opens it by. */
  record Place(CrashStore store, List<String> where) {

    Bucket open() throws IOException {
      return store.open(where);
    }
  }

  /**
   * @param notes an existing folder
   */
  CrashRun(Path notes, int writers, Place place) throws IOException {
    LocalSigner key = LocalSigner.generate(new SecureRandom());
    KeyDocument.Key aws = lab.aws(NoteSigner.of("aws-commit", key));
    this.genesis = lab.genesis(lab.document(0, Bytes.zeros(32), List.of(aws)));
    // Deriving the lab's own would take a writer longer than all else that it does to begin.
    Files.writeString(notes.resolve(CrashWriter.KEY), key.toPem().utf8());
    Files.writeString(notes.resolve(CrashWriter.GENESIS), genesis.hash().hex());
    this.notes = notes;
    this.place = place;
    this.running = new Process[writers];
    this.command = WriterCommand.of(notes);
  }

  Place place() {
    return place;
  }

  /**
   * Lets one writer append one entry to a log of its own, and keeps the classes that it loaded as
   * those who come after it find them.
   *
   * @param where an empty bucket
   */
  void startQuickly(List<String> where) throws IOException, InterruptedException {
    Place rehearsal = new Place(place.store, where);
    create(rehearsal);
    command = command.rehearsed(rehearsal);
  }

  /** Makes the log. */
  void create() throws IOException {
    create(place);
  }

  private void create(Place at) throws IOException {
    Chain.create(at.open(), genesis, lab.sign(genesis.firstDocument()), trust());
  }

  private Trust trust() {
    return new Trust(Optional.of(genesis.hash()), Crypto.fastest(), Home.none());
  }

  /** How many times a writer was killed that had more to do. */
  int killed() {
    return killed;
  }

  /**
   * Returns once all writers are done, or the time is over, counted from when all of them have read
   * the log and begin; then those that live are killed.
   */
  void run(Kills kills, CrashWriter.Work work, Duration time)
      throws IOException, InterruptedException {
    int[] killAt = new int[running.length];
    int[] left = new int[running.length];
    for (int i = 0; i < running.length; i++) {
      running[i] = start(i, work);
      left[i] = kills.each;
      killAt[i] = random.nextInt(1, Math.max(2, kills.acks));
    }
    begin();
    long end = System.nanoTime() + time.toNanos();
    while (living() > 0 && System.nanoTime() < end) {
      for (int i = 0; i < running.length; i++) {
        if (running[i].isAlive() && left[i] > 0 && acknowledged(i) >= killAt[i]) {
          Thread.sleep(random.nextInt(kills.pauseMillis));
          running[i].destroyForcibly().waitFor();
          left[i]--;
          killed++;
          killAt[i] = acknowledged(i) + random.nextInt(1, Math.max(2, kills.acks));
          running[i] = start(i, work);
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
    for (Process p : running) {
      p.destroyForcibly().waitFor();
    }
  }

  /** Whoever is ready first would else have the store to itself, and the others start slowly. */
  private void begin() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < running.length; i++) {
      Path ready = CrashWriter.ready(notes, Integer.toString(i));
      while (!Files.exists(ready) && running[i].isAlive() && System.nanoTime() < end) {
        Thread.sleep(POLL_MILLIS);
      }
    }
    Files.createFile(CrashWriter.go(notes));
  }

  private int living() {
    int n = 0;
    for (Process p : running) {
      n += p.isAlive() ? 1 : 0;
    }
    return n;
  }

  private Process start(int i, CrashWriter.Work work) throws IOException {
    return new ProcessBuilder(command.words(place, Integer.toString(i), work))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(notes.resolve("out" + i).toFile()))
        .start();
  }

  /** What a writer said, for the message of a test that fails. */
  String output(int i) throws IOException {
    return Files.readString(notes.resolve("out" + i));
  }

  /** How many entries a writer was acknowledged. */
  int acknowledged(int i) throws IOException {
    return (int) lines(i).stream().filter(l -> l.startsWith("ack")).count();
  }

  private List<String> lines(int i) throws IOException {
    Path p = notes.resolve("w" + i);
    return Files.exists(p) ? Files.readAllLines(p) : List.of();
  }

  /** Entries that were acknowledged and do not stand once at their place, and all void slots. */
  List<String> faults(Bucket bucket) throws IOException {
    Found found = new Found();
    try {
      Chain.open(bucket, "2026", trust(), found);
    } catch (MalformedInput e) {
      found.faults.add(String.valueOf(e.getMessage()));
    }
    for (int i = 0; i < running.length; i++) {
      for (String line : lines(i)) {
        String[] w = line.split(" ", -1);
        if (w[0].equals("ack")) {
          found.expect(i, w);
        }
      }
    }
    found.ids.forEach(
        (id, times) -> {
          if (times != 1) {
            found.faults.add(id + " stands " + times + " times");
          }
        });
    return found.faults;
  }

  /** What stands in the log. */
  private static final class Found implements LogVisitor {

    final Map<Long, Bytes> leaves = new HashMap<>();
    final Map<String, Integer> ids = new HashMap<>();
    final List<String> faults = new ArrayList<>();

    @Override
    public void standing(StandingCommit c) {
      for (LogLine l : c.lines()) {
        leaves.put(l.link().index(), l.link().leaf());
        l.stray().ifPresent(s -> faults.add("stray: " + s));
        l.entry().ifPresent(e -> ids.merge(e.id(), 1, Integer::sum));
      }
    }

    @Override
    public void skipped(long k, ReadOutcome.Found f, String reason) {
      faults.add("slot " + k + " is void: " + reason);
    }

    void expect(int writer, String[] ack) {
      if (!Bytes.ofHex(ack[3]).equals(leaves.getOrDefault(Long.parseLong(ack[2]), Bytes.EMPTY))
          || !ids.containsKey("aws/w" + writer + ":r" + ack[1] + "#1")) {
        faults.add("lost: writer " + writer + " entry " + ack[1]);
      }
    }
  }
}
