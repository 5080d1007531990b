package dev.attestry.bench;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Frontier;
import dev.attestry.chain.Layout;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What reading a log costs without judging it: seconds of wall-clock time. */
final class BareLog {

  private static final int AHEAD = 4;

  private BareLog() {}

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve(BenchLog.SHARD))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static long bytes(List<Path> files) throws IOException {
    long n = 0;
    for (Path f : files) {
      n += Files.size(f);
    }
    return n;
  }

  static double hash(List<Path> files) throws IOException {
    MessageDigest sha256 = sha256();
    long from = System.nanoTime();
    for (Path f : files) {
      sha256.update(Files.readAllBytes(f));
      sha256.digest();
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has SHA-256", e);
    }
  }

  /**
   * Leaves and nodes of all commits, compared with the root that the last one states. Two threads
   * read and hash leaves ahead of the one that builds the tree.
   */
  static double root(Path directory) throws IOException {
    DirectoryBucket bucket = DirectoryBucket.open(directory);
    Layout layout = new Layout(BenchLog.SHARD);
    long from = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Queue<Future<Leaves>> ahead = new ArrayDeque<>();
      Frontier tree = Frontier.empty();
      String stated = "";
      long next = 0;
      while (true) {
        while (ahead.size() < AHEAD) {
          ObjectName name = layout.commit(next++);
          ahead.add(pool.submit(() -> leaves(bucket.read(name))));
        }
        Leaves l = ahead.remove().get();
        if (l.hashes.isEmpty()) {
          break;
        }
        l.hashes.forEach(tree::appendHash);
        stated = l.root;
      }
      if (!stated.equals(Base64s.encode(tree.root()))) {
        throw new IOException("the root of " + directory + " is not what its last commit states");
      }
      return (System.nanoTime() - from) / 1e9;
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  /** The leaf hashes of a commit and the root that it states; none where there is no commit. */
  private record Leaves(List<Bytes> hashes, String root) {}

  /** Takes a commit apart (docs/formats/chain.md). */
  private static Leaves leaves(ReadOutcome read) {
    if (!(read instanceof ReadOutcome.Found f)) {
      return new Leaves(List.of(), "");
    }
    Bytes commit = f.bytes();
    int header = emptyLine(commit, 0);
    String text = commit.slice(0, header).utf8();
    int root = text.indexOf("\nroot ");
    List<Bytes> hashes = new ArrayList<>();
    MessageDigest sha256 = sha256();
    hashes.add(leaf(sha256, commit, 0, root + 1));
    int line = emptyLine(commit, header + 2) + 2;
    while (line < commit.length()) {
      int end = commit.indexOf('\n', line, commit.length());
      hashes.add(leaf(sha256, commit, line, end));
      line = end + 1;
    }
    return new Leaves(hashes, text.substring(root).split("[ \n]", -1)[3]);
  }

  /** RFC 6962 section 2.1. */
  private static Bytes leaf(MessageDigest sha256, Bytes data, int from, int to) {
    sha256.update((byte) 0);
    data.update(sha256, from, to);
    return Bytes.of(sha256.digest());
  }

  private static int emptyLine(Bytes raw, int from) {
    int at = from;
    while (raw.u8(at) != '\n' || raw.u8(at + 1) != '\n') {
      at++;
    }
    return at;
  }
}
