package dev.attestry.cli;

import dev.attestry.chain.Home;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
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
      return Optional.of(ReceiptText.read(Bytes.of(Files.readAllBytes(file)), genesis));
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
        PrivateFiles.replace(file, ReceiptText.of(seen));
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

  /** A receipt that cannot be read. */
  static final class DamagedReceipt extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedReceipt(Path file, String reason) {
      super("the receipt " + file + " is damaged: " + reason);
    }
  }
}
