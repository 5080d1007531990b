package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that append into one directory and are killed without warning. */
final class CrashTest {

  private static final int WRITERS = 8;
  private static final long PATIENCE_SECONDS = 900;

  @TempDir private Path temp;

  private final ChainLab lab = new ChainLab();
  private final SplittableRandom random = new SplittableRandom(20261124);

  @Test
  void killedWritersLoseNothingAndDoubleNothing() throws Exception {
    List<String> faults = run(200, 2, false);
    assertThat(faults).isEmpty();
  }

  @Test
  void theSameTestFailsWhereCreateLooksFirstAndWritesThen() throws Exception {
    assertThat(run(40, 0, true)).isNotEmpty();
  }

  /**
   * What is wrong with the log afterwards; each writer is killed {@code kills} times on its way.
   */
  private List<String> run(int entries, int kills, boolean racy) throws Exception {
    Path bucket = temp.resolve("bucket");
    Path notes = Files.createDirectories(temp.resolve("notes"));
    lab.create(DirectoryBucket.create(bucket));
    Process[] running = new Process[WRITERS];
    int[] killAt = new int[WRITERS];
    int[] left = new int[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
      running[i] = start(bucket, notes, i, entries, racy);
      left[i] = kills;
      killAt[i] = random.nextInt(1, Math.max(2, entries / 2));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int finished = 0;
    while (finished < WRITERS && System.nanoTime() < end) {
      finished = 0;
      for (int i = 0; i < WRITERS; i++) {
        if (!running[i].isAlive()) {
          finished++;
        } else if (left[i] > 0 && acks(notes, i) >= killAt[i]) {
          // Anywhere between two notes: the moment within an append is chance.
          Thread.sleep(random.nextInt(15));
          running[i].destroyForcibly().waitFor();
          left[i]--;
          killAt[i] = random.nextInt(killAt[i], entries);
          running[i] = start(bucket, notes, i, entries, racy);
        }
      }
      Thread.sleep(3);
    }
    for (Process p : running) {
      p.destroyForcibly().waitFor();
    }
    return faults(bucket, notes, entries);
  }

  private Process start(Path bucket, Path notes, int i, int entries, boolean racy)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            CrashWriter.class.getName(),
            bucket.toString(),
            notes.toString(),
            Integer.toString(i),
            Integer.toString(entries),
            Boolean.toString(racy))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(notes.resolve("out" + i).toFile()))
        .start();
  }

  /** Where the classes in use come from, whoever started this test and how. */
  private static String classPath() {
    Set<String> all = new LinkedHashSet<>();
    for (Class<?> c :
        List.of(
            CrashTest.class,
            Chain.class,
            com.fasterxml.jackson.databind.ObjectMapper.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            com.fasterxml.jackson.annotation.JsonInclude.class,
            org.bouncycastle.crypto.signers.ECDSASigner.class)) {
      all.add(new File(c.getProtectionDomain().getCodeSource().getLocation().getPath()).toString());
    }
    return String.join(File.pathSeparator, all);
  }

  private static int acks(Path notes, int i) throws IOException {
    Path p = notes.resolve("w" + i);
    return Files.exists(p)
        ? (int) Files.readAllLines(p).stream().filter(l -> l.startsWith("ack")).count()
        : 0;
  }

  private List<String> faults(Path bucket, Path notes, int entries) throws IOException {
    Map<Long, Bytes> leaves = new HashMap<>();
    Map<String, Integer> ids = new HashMap<>();
    List<String> faults = new ArrayList<>();
    LogVisitor visitor =
        new LogVisitor() {
          @Override
          public void standing(StandingCommit c) {
            for (LogLine l : c.lines()) {
              leaves.put(l.link().index(), l.link().leaf());
              l.stray().ifPresent(s -> faults.add("stray: " + s));
              l.entry().ifPresent(e -> ids.merge(e.id(), 1, Integer::sum));
            }
          }

          @Override
          public void skipped(long k, dev.attestry.bucket.ReadOutcome.Found f, String reason) {
            faults.add("slot " + k + " is void: " + reason);
          }
        };
    try {
      Trust trust = new Trust(lab.trust().genesis(), Crypto.fastest(), Home.none());
      Chain.open(DirectoryBucket.open(bucket), "2026", trust, visitor);
    } catch (MalformedInput e) {
      faults.add(e.getMessage());
    }
    for (int i = 0; i < WRITERS; i++) {
      for (String line : Files.readAllLines(notes.resolve("w" + i))) {
        String[] w = line.split(" ", -1);
        if (w[0].equals("ack")
            && !Bytes.ofHex(w[3]).equals(leaves.getOrDefault(Long.parseLong(w[2]), Bytes.EMPTY))) {
          faults.add("lost: writer " + i + " entry " + w[1]);
        }
      }
      for (int n = 0; n < entries; n++) {
        Integer times = ids.get("aws/w" + i + ":r" + n + "#1");
        if (times == null || times != 1) {
          faults.add("writer " + i + " entry " + n + " stands " + times + " times");
        }
      }
    }
    return faults;
  }
}
