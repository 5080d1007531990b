package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Vendors' documents that somebody carried here, a folder or a zip of one: {@code <host>/<path>},
 * as on a mirror, and as {@code wget -x} makes it.
 *
 * @param files by their names in it
 */
public record Bundle(Map<String, Bytes> files) {

  private static final String STRUCTURE = "bundle";
  private static final int MOST = 4096;

  /** As much as of a vendor's answer, and its headers. */
  private static final int MAX_FILE = Vendors.MAX_ANSWER + (64 << 10);

  private static final long MAX_ALL = 256L << 20;

  public Bundle {
    // In the order of their names: what is said of each is, too.
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * Reads one.
   *
   * @throws MalformedInput if it is no bundle: too much in it, no zip, nothing in it
   */
  public static Bundle read(Path at) throws IOException, MalformedInput {
    Reader r = new Reader();
    if (Files.isDirectory(at)) {
      r.folder(at);
    } else {
      r.zip(at);
    }
    if (r.files.isEmpty()) {
      throw new MalformedInput(STRUCTURE, -1, "holds no files: a folder or a zip of one expected");
    }
    return new Bundle(r.files);
  }

  private static final class Reader {

    private final Map<String, Bytes> files = new TreeMap<>();
    private long length;

    private void folder(Path root) throws IOException, MalformedInput {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(root)) {
        all = walk.filter(Files::isRegularFile).sorted().limit(MOST + 1L).toList();
      }
      for (Path p : all) {
        try (InputStream in = Files.newInputStream(p)) {
          add(root.relativize(p).toString().replace('\\', '/'), in);
        }
      }
    }

    private void zip(Path file) throws IOException, MalformedInput {
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
        for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
          if (!e.isDirectory()) {
            add(e.getName(), in);
          }
        }
      } catch (ZipException e) {
        throw new MalformedInput(STRUCTURE, -1, "neither a folder nor a zip that can be read");
      }
    }

    private void add(String name, InputStream in) throws IOException, MalformedInput {
      byte[] content = in.readNBytes(MAX_FILE + 1);
      length += content.length;
      if (content.length > MAX_FILE || length > MAX_ALL || files.size() == MOST) {
        throw new MalformedInput(
            STRUCTURE,
            -1,
            "at most %d files of %d bytes each, %d in all, are read"
                .formatted(MOST, MAX_FILE, MAX_ALL));
      }
      if (files.put(name, Bytes.of(content)) != null) {
        throw new MalformedInput(STRUCTURE, -1, "two files of one name");
      }
    }
  }
}
