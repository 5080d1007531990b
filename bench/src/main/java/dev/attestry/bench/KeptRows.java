package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows that this very build was measured with on this machine: a run takes long, and one that
 * was broken off goes on with those that are left. Each row was measured beside its yardstick.
 */
final class KeptRows {

  private final Path folder;

  private KeptRows(Path folder) {
    this.folder = folder;
  }

  /** Below a folder, by the code that is measured and what it runs on. */
  static KeptRows in(Path target) throws IOException, InterruptedException {
    List<Bytes> all =
        Stream.concat(
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
                Stream.of(OpenSsl.version(), Runtime.version().toString()))
            .map(KeptRows::digest)
            .toList();
    Bytes build = HashAlgorithm.SHA256.digest(Bytes.concat(all.toArray(Bytes[]::new)));
    return new KeptRows(Files.createDirectories(target.resolve(build.slice(0, 8).hex())));
  }

  private static Bytes digest(String pathOrText) {
    try {
      Path p = Path.of(pathOrText);
      return HashAlgorithm.SHA256.digest(
          Files.isRegularFile(p) ? Bytes.of(Files.readAllBytes(p)) : Bytes.utf8(pathOrText));
    } catch (IOException e) {
      throw new IllegalStateException(pathOrText, e);
    }
  }

  Optional<MeasuredRow> get(int group, int row) throws IOException {
    Path file = file(group, row);
    return Files.exists(file)
        ? Optional.of(MeasuredRow.parse(Files.readAllLines(file)))
        : Optional.empty();
  }

  void put(int group, int row, MeasuredRow measured) throws IOException {
    Files.write(file(group, row), measured.lines());
  }

  private Path file(int group, int row) {
    return folder.resolve(group + "-" + row);
  }
}
