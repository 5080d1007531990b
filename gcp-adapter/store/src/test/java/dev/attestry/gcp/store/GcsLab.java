package dev.attestry.gcp.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Bucket;
import dev.attestry.lab.standin.FakeGcsServer;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One fake-gcs-server, shared by all tests of this JVM, with clients and fresh buckets. */
final class GcsLab {

  private static @Nullable URI server;

  private GcsLab() {}

  /** Skips the test, saying so, where it is not installed. It ends with this JVM. */
  static synchronized URI server() throws IOException {
    Optional<String> missing = FakeGcsServer.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    if (server == null) {
      Files.createDirectories(Path.of("target"));
      server =
          FakeGcsServer.start(Files.createTempDirectory(Path.of("target"), "stand-in")).endpoint();
    }
    return server;
  }

  /** A network whose buckets say that they keep each object's retention. */
  static GcsNetwork network() throws IOException {
    GcsNetwork n = GcsNetwork.to(server());
    n.settings(GcsNetwork.PER_OBJECT);
    return n;
  }

  static GoogleClients clients(URI endpoint) {
    return new GoogleClients(
        new NetHttpTransport(),
        Optional.empty(),
        Map.of("storage", endpoint, "cloudkms", endpoint));
  }

  static Storage owner() throws IOException {
    return clients(server()).storage();
  }

  /** A new bucket that keeps older generations. */
  static String bucket() throws IOException {
    String name = "lab-" + UUID.randomUUID();
    Bucket b = new Bucket().setName(name).setVersioning(new Bucket.Versioning().setEnabled(true));
    owner().buckets().insert("lab", b).execute();
    return name;
  }
}
