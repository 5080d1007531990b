package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** First calls to a server, to see whether it answers. */
final class HttpStatus {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client;

  HttpStatus() {
    this(HttpClient.newBuilder());
  }

  /** Over TLS. */
  HttpStatus(SSLContext tls) {
    this(HttpClient.newBuilder().sslContext(tls));
  }

  private HttpStatus(HttpClient.Builder client) {
    this.client = client.version(HttpClient.Version.HTTP_1_1).build();
  }

  int of(HttpRequest.Builder request) throws IOException {
    try {
      return client
          .send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
