package dev.attestry.azure.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.attestry.lab.standin.Azurite;
import dev.attestry.lab.standin.FakeAzureBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Azurite and our fake, each shared by all tests of this JVM, with clients and fresh containers.
 */
final class AzureLab {

  /** Azurite's own: everybody's, and no secret. */
  private static final StorageSharedKeyCredential KEY =
      new StorageSharedKeyCredential(
          Azurite.ACCOUNT,
          "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

  private static @Nullable URI azurite;
  private static @Nullable FakeAzureBlobs fake;

  private AzureLab() {}

  static HttpClient http() {
    return AzureClients.http(java.net.http.HttpClient.newBuilder());
  }

  /** Skips the test, saying so, where it is not installed. It ends with this JVM. */
  static synchronized String azurite() {
    Optional<String> missing = Azurite.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try {
      if (azurite == null) {
        Files.createDirectories(Path.of("target"));
        Path work = Files.createTempDirectory(Path.of("target"), "stand-in");
        azurite = Azurite.startBlobs(work).endpoint().resolve("/" + Azurite.ACCOUNT);
      }
      return azurite.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized FakeAzureBlobs fake() {
    try {
      if (fake == null) {
        fake = FakeAzureBlobs.start();
      }
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new container of Azurite, over a network. */
  static BlobContainerClient azurite(HttpClient http) {
    BlobContainerClient c = azurite(azurite(), name(), http);
    c.create();
    return c;
  }

  /** A container of an Azurite that another process may have started. */
  static BlobContainerClient azurite(String endpoint, String name, HttpClient http) {
    return AzureClients.with(new BlobContainerClientBuilder(), http)
        .endpoint(endpoint)
        .containerName(name)
        .credential(KEY)
        .buildClient();
  }

  /** A new container of the fake that keeps versions, over a network. */
  static BlobContainerClient versioned(HttpClient http) {
    String name = name();
    fake().versioned(name);
    return fake(name, http);
  }

  /** A new container of the fake with a locked policy of a day. */
  static BlobContainerClient locked(HttpClient http) {
    String name = name();
    fake().locked(name, Duration.ofDays(1));
    return fake(name, http);
  }

  static BlobContainerClient fake(String name, HttpClient http) {
    return AzureClients.with(new BlobContainerClientBuilder(), http)
        .endpoint(fake().endpoint().toString())
        .containerName(name)
        .setAnonymousAccess()
        .buildClient();
  }

  private static String name() {
    return "lab-" + UUID.randomUUID();
  }
}
