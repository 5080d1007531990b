package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One process of a crash test: appends so many entries one by one and notes each answer, from
 * wherever the process that was killed before it stood.
 */
final class CrashWriter {

  /** Files of the notes: what all writers sign with, and the hash of the genesis. */
  static final String KEY = "key";

  static final String GENESIS = "genesis";

  private CrashWriter() {}

  /**
   * Arguments: class of the store, folder of the notes, number of the writer, entries, longest
   * pause, and where the bucket is.
   */
  public static void main(String[] args) throws Exception {
    CrashStore store =
        Class.forName(args[0]).asSubclass(CrashStore.class).getConstructor().newInstance();
    Work work = new Work(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    run(store.open(List.of(args).subList(5, args.length)), Path.of(args[1]), args[2], work);
  }

  /**
   * What a writer does.
   *
   * @param entries how many it makes in all its lives
   * @param pauseMillis it waits up to so long before each: on a store that takes one request at a
   *     time, a writer that has just won would win for ever, since it needs one request for the
   *     next commit and all others need three
   */
  record Work(int entries, int pauseMillis) {}

  /**
   * Appends.
   *
   * @param folder of the notes and of what the writer remembers
   * @param writer its number
   */
  private static void run(Bucket bucket, Path folder, String writer, Work work) throws Exception {
    Path notes = folder.resolve("w" + writer);
    NoteSigner key =
        NoteSigner.of(
            "aws-commit",
            LocalSigner.ofPem(
                Bytes.of(Files.readAllBytes(folder.resolve(KEY))), new SecureRandom()));
    Trust trust =
        new Trust(
            Optional.of(Bytes.ofHex(Files.readString(folder.resolve(GENESIS)))),
            Crypto.fastest(),
            FileHome.of(folder.resolve("home" + writer)));
    Chain chain = Chain.open(bucket, "2026", trust);
    Appender.Settings settings = settings();
    Appender appender = chain.appender(key, settings);
    awaitGo(folder, writer);
    Map<Integer, Long> born = new HashMap<>();
    int done = replay(notes, born);
    for (int n = done; n < work.entries; n++) {
      Thread.sleep(settings.random().nextInt(work.pauseMillis + 1));
      if (!born.containsKey(n)) {
        born.put(n, chain.view().commit());
        note(notes, "born " + n + " " + born.get(n));
      }
      Draft d = draft(writer, n, born.get(n));
      Appended a = appender.append(List.of(d)).get(0);
      Link at = a.receipt().entry();
      note(notes, "ack " + n + " " + at.index() + " " + at.leaf().hex());
    }
  }

  /** A file that says that a writer has read the log. */
  static Path ready(Path folder, String writer) {
    return folder.resolve("ready" + writer);
  }

  /** A file that says that all begin. */
  static Path go(Path folder) {
    return folder.resolve("go");
  }

  private static void awaitGo(Path folder, String writer) throws Exception {
    Path ready = ready(folder, writer);
    if (!Files.exists(ready)) { // one that was killed finds it there
      Files.createFile(ready);
    }
    while (!Files.exists(go(folder))) {
      Thread.sleep(5);
    }
  }

  private static Appender.Settings settings() {
    return new Appender.Settings(
        new SplittableRandom(new SecureRandom().nextLong()),
        () -> ChainLab.NOW,
        CrashWriter::sleep,
        1_000);
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static Draft draft(String writer, int n, long since) {
    return Draft.of(
        new Id("aws/w" + writer, "r" + n, 1),
        since,
        new ActionContent(new Link(0, Bytes.zeros(32)), "a" + n, "done", ChainLab.NOW));
  }

  /** What the process before noted; the number of entries it was answered. */
  private static int replay(Path notes, Map<Integer, Long> born) throws IOException {
    int done = 0;
    for (String line : Files.exists(notes) ? Files.readAllLines(notes) : List.<String>of()) {
      String[] w = line.split(" ", -1);
      if (w[0].equals("born") && w.length == 3) {
        born.put(Integer.parseInt(w[1]), Long.parseLong(w[2]));
      } else if (w[0].equals("ack")) {
        done = Integer.parseInt(w[1]) + 1;
      }
    }
    return done;
  }

  /** One write for each line: a killed process leaves whole lines. */
  private static void note(Path notes, String line) throws IOException {
    try (FileChannel out =
        FileChannel.open(notes, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(Bytes.utf8(line + "\n").readOnly());
    }
  }
}
