package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps the newest commit of one log in a file: JCS JSON with {@code commit, genesis, hash, size}.
 * Several processes may share it. Losing it costs wariness, never correctness.
 */
public final class FileHome implements Home {

  private static final int MAX_LENGTH = 4_096;

  private final Path file;

  private FileHome(Path file) {
    this.file = file;
  }

  /** The file need not be there yet; its folder must. */
  public static FileHome of(Path file) {
    return new FileHome(file);
  }

  @Override
  public Optional<Seen> newest() throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      Bytes b = Bytes.readFrom(in, MAX_LENGTH);
      return Optional.of(parse(b));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException(file + " is damaged; move it away to go on without it", e);
    }
  }

  @Override
  public void keep(Seen seen) throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    Path next = file.resolveSibling(file.getFileName() + ".next");
    // One process at a time, so that a slower one never puts back what is older.
    synchronized (FileHome.class) {
      try (FileChannel l =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = l.lock()) {
        Optional<Seen> before = newest().filter(s -> s.genesis().equals(seen.genesis()));
        if (held.isValid() && before.map(s -> s.commit() < seen.commit()).orElse(true)) {
          write(next, encode(seen));
          Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private static void write(Path path, Bytes body) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer b = body.readOnly();
      while (b.hasRemaining()) {
        out.write(b);
      }
    }
  }

  private static Bytes encode(Seen s) {
    ObjectNode o = Json.object();
    o.put("genesis", Base64s.encode(s.genesis())).put("commit", s.commit());
    o.put("hash", Base64s.encode(s.hash())).put("size", s.size());
    return Jcs.encode(o);
  }

  private static Seen parse(Bytes b) throws MalformedInput {
    Fields f = Fields.read("kept receipt", b);
    Seen s =
        new Seen(f.base64("genesis", 32), f.count("commit"), f.base64("hash", 32), f.count("size"));
    f.end();
    return s;
  }
}
