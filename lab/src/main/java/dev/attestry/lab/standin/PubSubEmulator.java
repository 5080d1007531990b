package dev.attestry.lab.standin;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Google's own emulator of Pub/Sub, which comes with its command line and from nowhere else. */
public final class PubSubEmulator {

  private static final String MISSING =
      "no Pub/Sub emulator; it is a component of gcloud, Google's command line:"
          + " gcloud components install pubsub-emulator";

  private PubSubEmulator() {}

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() throws IOException {
    return jar().isPresent() ? Optional.empty() : Optional.of(MISSING);
  }

  /** Beside the {@code gcloud} that is on the path. */
  private static Optional<Path> jar() throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> gcloud =
        Stream.of(path.split(Pattern.quote(File.pathSeparator)))
            .map(p -> Path.of(p, "gcloud"))
            .filter(Files::isExecutable)
            .findFirst();
    if (gcloud.isEmpty()) {
      return Optional.empty();
    }
    Path lib = gcloud.get().toRealPath().resolve("../../platform/pubsub-emulator/lib").normalize();
    if (!Files.isDirectory(lib)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*-all.jar")) {
      for (Path jar : jars) {
        return Optional.of(jar);
      }
    }
    return Optional.empty();
  }

  /**
   * A new topic of one that runs, with a subscription.
   *
   * @param name {@code projects/P/topics/T}
   */
  public static Topic topic(StandIn emulator, String name) throws IOException {
    return EmulatorTopic.create(emulator.endpoint(), name);
  }

  /**
   * Starts one on a free loopback port and returns once it answers.
   *
   * @param work an existing folder for its log
   */
  public static StandIn start(Path work) throws IOException {
    URI at = StandIn.freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            jar().orElseThrow(() -> new IOException(MISSING)).toString(),
            "--host=" + at.getHost(),
            "--port=" + at.getPort());
    HttpStatus http = new HttpStatus();
    return StandIns.started(
        StandIn.start("pubsub-emulator", at, command, Map.of(), work.toAbsolutePath()),
        () -> http.of(HttpRequest.newBuilder(at)) == 200);
  }
}
