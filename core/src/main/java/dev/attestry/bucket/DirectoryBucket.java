package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A bucket that is a directory of a local file system (not of a network: links must be atomic and
 * syncs honest). An object is written to a temporary file, synced, linked to its name, which fails
 * if the name is taken, and the folder synced. Several processes may use one directory at once.
 * Nothing in a directory keeps its owner from deleting files, so nothing is retained.
 */
public final class DirectoryBucket implements Bucket {

  private final Directory directory;

  private DirectoryBucket(Directory directory) {
    this.directory = directory;
  }

  /**
   * A directory that is there.
   *
   * @throws NoSuchFileException if it is not
   */
  public static DirectoryBucket open(Path root) throws IOException {
    return new DirectoryBucket(Directory.open(root));
  }

  /** As {@link #open}, and makes the directory where there is none. */
  public static DirectoryBucket create(Path root) throws IOException {
    return new DirectoryBucket(Directory.create(root));
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (body.length() > MAX_OBJECT) {
      throw new IllegalArgumentException(
          body.length() + " bytes, at most " + MAX_OBJECT + " are written");
    }
    try {
      Path temp = directory.writeTemp(body);
      try {
        return link(temp, directory.path(name));
      } finally {
        Files.deleteIfExists(temp);
      }
    } catch (IOException e) {
      return new CreateOutcome.Unknown(e);
    }
  }

  private CreateOutcome link(Path temp, Path file) throws IOException {
    try {
      try {
        Files.createLink(file, temp);
      } catch (NoSuchFileException e) {
        directory.createParents(file);
        Files.createLink(file, temp);
      }
    } catch (FileAlreadyExistsException e) {
      return new CreateOutcome.AlreadyThere();
    }
    Directory.syncParent(file);
    return new CreateOutcome.Created();
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    try (SeekableByteChannel in =
        Files.newByteChannel(
            directory.path(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = in.size();
      int n = (int) Math.max(0, Math.min(length, size - from));
      in.position(Math.min(from, size));
      Bytes bytes = Bytes.readFrom(in, n);
      return bytes.length() == n
          ? new ReadOutcome.Found(bytes, size)
          : new ReadOutcome.Unreadable("the file became shorter while it was read");
    } catch (NoSuchFileException e) {
      return absent();
    } catch (IOException e) {
      return new ReadOutcome.Unreadable(e.toString());
    }
  }

  private ReadOutcome absent() {
    try {
      directory.requireRoot();
      return new ReadOutcome.Absent();
    } catch (IOException e) {
      return new ReadOutcome.Unreadable(e.toString());
    }
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    directory.requireRoot();
    return DirectoryListing.under(directory.root(), prefix);
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) {
    return Optional.empty();
  }

  @Override
  public void settle(ObjectName name) throws IOException {
    directory.settle(directory.path(name));
  }
}
