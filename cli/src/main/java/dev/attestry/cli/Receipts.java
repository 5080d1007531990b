package dev.attestry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Home;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The receipt of one log: the newest commit that this machine saw standing, in a file that only
 * ever goes forward, whoever writes it. A damaged one is an error, never taken for none: an audit
 * would then miss a missing tail.
 */
final class Receipts implements Home {

  /** A file lock belongs to the whole JVM, so threads of one JVM need a lock of their own. */
  private static final ConcurrentHashMap<Path, ReentrantLock> IN_THIS_JVM =
      new ConcurrentHashMap<>();

  private static final Set<String> FIELDS = Set.of("genesis", "commit", "hash", "size");

  private final Bytes genesis;
  private final Path file;

  /**
   * @param folder where receipts lie
   * @param genesis SHA-256 of the log's genesis, which names the file
   */
  Receipts(Path folder, Bytes genesis) {
    this.genesis = genesis;
    this.file =
        folder.resolve(genesis.hex().substring(0, 32) + ".json").toAbsolutePath().normalize();
  }

  @Override
  public Optional<Seen> newest() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(Bytes.of(Files.readAllBytes(file))));
    } catch (MalformedInput e) {
      throw new DamagedReceipt(file, e.reason());
    }
  }

  @Override
  public void keep(Seen seen) throws IOException {
    PrivateFiles.createFolder(Objects.requireNonNull(file.getParent()));
    ReentrantLock threads = IN_THIS_JVM.computeIfAbsent(file, f -> new ReentrantLock());
    threads.lock();
    try (FileChannel channel = lockFile();
        FileLock processes = channel.lock()) {
      Objects.requireNonNull(processes);
      Optional<Seen> kept = newest();
      if (kept.isEmpty() || kept.get().commit() < seen.commit()) {
        PrivateFiles.replace(file, encode(seen));
      }
    } finally {
      threads.unlock();
    }
  }

  /** A file beside it that is never replaced: the lock would go with the file. */
  private FileChannel lockFile() throws IOException {
    return FileChannel.open(
        file.resolveSibling(file.getFileName() + ".lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PrivateFiles.OWNER_FILE);
  }

  private Seen read(Bytes json) throws MalformedInput {
    ObjectNode o = Json.readObject("receipt", json);
    for (String name : FIELDS) {
      if (!o.has(name)) {
        throw new MalformedInput("receipt", -1, "\"" + name + "\" is missing");
      }
    }
    if (!hash(o, "genesis").equals(genesis)) {
      throw new MalformedInput("receipt", -1, "it is of another log");
    }
    return new Seen(genesis, number(o, "commit"), hash(o, "hash"), number(o, "size"));
  }

  private static Bytes hash(ObjectNode o, String field) throws MalformedInput {
    String hex = o.path(field).asText();
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new MalformedInput("receipt", -1, "\"" + field + "\" is not a SHA-256");
    }
    return Bytes.ofHex(hex);
  }

  private static long number(ObjectNode o, String field) throws MalformedInput {
    JsonNode n = o.path(field);
    if (!n.isIntegralNumber() || !n.canConvertToLong() || n.longValue() < 0) {
      throw new MalformedInput("receipt", -1, "\"" + field + "\" is not a whole number from 0 on");
    }
    return n.longValue();
  }

  private static Bytes encode(Seen seen) {
    ObjectNode o = Json.object();
    o.put("genesis", seen.genesis().hex()).put("commit", seen.commit());
    o.put("hash", seen.hash().hex()).put("size", seen.size());
    return Bytes.utf8(Json.pretty(o) + "\n");
  }

  /** A receipt that cannot be read. */
  static final class DamagedReceipt extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedReceipt(Path file, String reason) {
      super("the receipt " + file + " is damaged: " + reason);
    }
  }
}
