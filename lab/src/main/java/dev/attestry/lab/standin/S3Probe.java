package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/** Makes a bucket and removes it: the first real call that a server of S3 answers. */
record S3Probe(HttpStatus http, URI bucket) {

  /** Stand-ins tell services apart by the scope of the credential; no signature is checked. */
  static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  static S3Probe of(URI endpoint) {
    return new S3Probe(new HttpStatus(), endpoint.resolve("/attestry-probe"));
  }

  boolean answers() throws IOException {
    return status("PUT") == 200 && status("DELETE") == 204;
  }

  private int status(String method) throws IOException {
    return http.of(
        HttpRequest.newBuilder(bucket)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", AUTHORIZATION));
  }
}
