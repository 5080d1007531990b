package dev.attestry.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that a create-only, durable write of an object can cost on a directory: temporary file,
 * fsync, link, unlink, fsync of the directory. Written apart from the product on purpose.
 */
final class BareObjects {

  private final Path directory;
  private long next;

  BareObjects(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  void create(byte[] object) throws IOException {
    Path temp = directory.resolve("t" + next);
    try (FileChannel out =
        FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer b = ByteBuffer.wrap(object);
      while (b.hasRemaining()) {
        out.write(b);
      }
      out.force(true);
    }
    Files.createLink(directory.resolve("o" + next++), temp);
    Files.delete(temp);
    try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
      d.force(true);
    }
  }
}
