package dev.attestry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real evidence that stands beside the project; tests that need it skip loudly without it. */
public final class Vectors {

  private static final Path ROOT =
      Path.of(System.getProperty("attestry.vectors", "../../shared/vectors"));

  private Vectors() {}

  /** The folder of a format; aborts the test, saying so, where there is none. */
  public static Path folder(String format) {
    Path folder = ROOT.resolve(format);
    if (!Files.isDirectory(folder)) {
      System.err.println("SKIPPED: no vectors at " + folder + ", set -Dvectors.dir=…");
    }
    assumeTrue(Files.isDirectory(folder), "no vectors at " + folder + ", set -Dvectors.dir=…");
    return folder;
  }

  /** All case files of a format, by name. */
  public static List<Path> cases(String format) {
    try (Stream<Path> s = Files.list(folder(format))) {
      return s.map(p -> p.resolve("vector.json")).filter(Files::exists).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case file as JSON, with the expected answer. */
  public static ObjectNode json(Path caseFile) {
    try {
      return Json.readObject("vector", Bytes.of(Files.readAllBytes(caseFile)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedInput e) {
      throw new IllegalStateException(caseFile.toString(), e);
    }
  }

  /** The bytes of a part of a case. */
  public static Bytes part(Path caseFile, String role) {
    try {
      String name = json(caseFile).at("/files/" + role).textValue();
      return Bytes.of(Files.readAllBytes(caseFile.resolveSibling(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
