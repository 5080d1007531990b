package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that only their owner reads; whole or not there, also after a crash. */
final class PrivateFiles {

  /** Mode 0600. */
  static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_FOLDER);
  }

  /** Writes a file that must not be there yet. */
  static void create(Path file, Bytes content) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path temp = temp(file, content);
    try {
      Files.createLink(file, temp);
    } finally {
      Files.deleteIfExists(temp);
    }
    sync(parent(file));
  }

  /** Writes a file, in place of the one that may be there. */
  static void replace(Path file, Bytes content) throws IOException {
    Path temp = temp(file, content);
    try {
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temp);
    }
    sync(parent(file));
  }

  private static Path temp(Path file, Bytes content) throws IOException {
    createFolder(parent(file));
    Path temp = Files.createTempFile(parent(file), ".tmp", "", OWNER_FILE);
    boolean written = false;
    try (FileChannel out =
        FileChannel.open(temp, Set.of(StandardOpenOption.WRITE), new FileAttribute<?>[0])) {
      ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      written = true;
    } finally {
      if (!written) {
        Files.deleteIfExists(temp);
      }
    }
    return temp;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }
}
