package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Makes a bucket and removes it: the first real call that a server of S3 answers. */
record S3Probe(HttpClient client, URI bucket) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Stand-ins tell services apart by the scope of the credential; no signature is checked. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  static S3Probe of(URI endpoint) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new S3Probe(client, endpoint.resolve("/attestry-probe"));
  }

  boolean answers() throws IOException {
    return status("PUT") == 200 && status("DELETE") == 204;
  }

  private int status(String method) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(bucket)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", AUTHORIZATION)
            .timeout(PATIENCE)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
