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
import java.util.List;
import java.util.stream.Stream;

/** What reading a log costs without judging it: seconds of wall-clock time, one core. */
final class BareLog {

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

  /** Leaves and nodes of all commits, compared with the root that the last one states. */
  static double root(Path directory) throws IOException {
    DirectoryBucket bucket = DirectoryBucket.open(directory);
    Layout layout = new Layout(BenchLog.SHARD);
    long from = System.nanoTime();
    Frontier tree = Frontier.empty();
    String stated = "";
    for (long k = 0; ; k++) {
      ObjectName name = layout.commit(k);
      if (!(bucket.read(name) instanceof ReadOutcome.Found f)) {
        break;
      }
      stated = leaves(f.bytes(), tree);
    }
    if (!stated.equals(Base64s.encode(tree.root()))) {
      throw new IOException("the root of " + directory + " is not what its last commit states");
    }
    return (System.nanoTime() - from) / 1e9;
  }

  /** Adds the leaves of a commit (docs/formats/chain.md); returns the root that it states. */
  private static String leaves(Bytes commit, Frontier tree) {
    byte[] raw = commit.toArray();
    int header = emptyLine(raw, 0);
    String text = commit.slice(0, header).utf8();
    int root = text.indexOf("\nroot ");
    tree.append(commit, 0, root + 1);
    int line = emptyLine(raw, header + 2) + 2;
    for (int at = line; at < raw.length; at++) {
      if (raw[at] == '\n') {
        tree.append(commit, line, at);
        line = at + 1;
      }
    }
    return text.substring(root).split("[ \n]", -1)[3];
  }

  private static int emptyLine(byte[] raw, int from) {
    int at = from;
    while (raw[at] != '\n' || raw[at + 1] != '\n') {
      at++;
    }
    return at;
  }
}
