package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Hints in a directory of a local file system; each is replaced by an atomic rename. */
public final class DirectoryScratch implements Scratch {

  private final Directory directory;

  private DirectoryScratch(Directory directory) {
    this.directory = directory;
  }

  /** Makes the directory where there is none. */
  public static DirectoryScratch create(Path root) throws IOException {
    return new DirectoryScratch(Directory.create(root));
  }

  @Override
  public void put(ObjectName name, Bytes body) throws IOException {
    if (body.length() > MAX_HINT) {
      throw new IllegalArgumentException(body.length() + " bytes are too many for a hint");
    }
    Path temp = directory.writeTemp(body);
    try {
      Path file = directory.path(name);
      directory.createParents(file);
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  @Override
  public Optional<Bytes> get(ObjectName name) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(directory.path(name))) {
      return in.size() > MAX_HINT
          ? Optional.empty()
          : Optional.of(Bytes.readFrom(in, (int) in.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
