package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file system below the two directory stores. Temporary files stand in a folder whose name no
 * object can have; one that a crash leaves is never visible and may be deleted at any time.
 */
final class Directory {

  private static final String TEMP = ".tmp";
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path root;
  private final Path temp;

  private Directory(Path root) {
    this.root = root;
    this.temp = root.resolve(TEMP);
  }

  static Directory open(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw Files.exists(root)
          ? new NotDirectoryException(root.toString())
          : new NoSuchFileException(root.toString());
    }
    return new Directory(root);
  }

  static Directory create(Path root) throws IOException {
    Files.createDirectories(root);
    sync(root);
    return open(root);
  }

  Path path(ObjectName name) {
    return root.resolve(name.value());
  }

  Path root() {
    return root;
  }

  /** A new file of its own with these bytes, synced. */
  Path writeTemp(Bytes body) throws IOException {
    while (true) {
      // Process id and counter keep names apart; CREATE_NEW decides where two hosts share both.
      Path p = temp.resolve(ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
      try (FileChannel out =
          FileChannel.open(p, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        fill(p, out, body);
        return p;
      } catch (FileAlreadyExistsException e) {
        // Left by a crashed process of the same id: the next one.
      } catch (NoSuchFileException e) {
        requireRoot();
        Files.createDirectories(temp);
      }
    }
  }

  private static void fill(Path p, FileChannel out, Bytes body) throws IOException {
    try {
      ByteBuffer b = body.readOnly();
      while (b.hasRemaining()) {
        out.write(b);
      }
      out.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(p);
      throw e;
    }
  }

  /** The root is never made again: a bucket that went away is an error, not an empty bucket. */
  void requireRoot() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "the bucket is not there");
    }
  }

  /** Makes the folders above a file, and makes each new one durable in its parent. */
  void createParents(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null || parent.equals(root) || Files.isDirectory(parent)) {
      return;
    }
    createParents(parent);
    try {
      Files.createDirectory(parent);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(parent)) {
        throw e;
      }
    }
    // Also where another writer made it: its sync may not have happened yet.
    syncParent(parent);
  }

  /** Makes a file and every folder above it durable. */
  void settle(Path file) throws IOException {
    sync(file);
    for (Path p = file; !p.equals(root); p = parent(p)) {
      syncParent(p);
    }
  }

  static void syncParent(Path p) throws IOException {
    sync(parent(p));
  }

  private static Path parent(Path p) {
    Path parent = p.getParent();
    return parent == null ? Path.of("") : parent;
  }

  static void sync(Path p) throws IOException {
    try (FileChannel c = FileChannel.open(p, StandardOpenOption.READ)) {
      c.force(true);
    }
  }
}
