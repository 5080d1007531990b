package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket of a stand-in of AWS that functions of other clouds write to, as a role that they assume
 * at our fake of the token service.
 */
public final class SharedS3 implements AutoCloseable {

  public static final String BUCKET = "attestry-log";

  /** As {@code --bucket} and {@code ATTESTRY_BUCKET} name it. */
  public static final String LOCATION = "s3://" + BUCKET;

  public static final String ROLE = "arn:aws:iam::000000000000:role/attestry-writer";

  private final StandIn server;
  private final FakeSts sts;

  private SharedS3(StandIn server) throws IOException {
    this.server = server;
    this.sts = FakeSts.before(server.endpoint());
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return AwsStandIn.MINISTACK.missing();
  }

  /**
   * Starts both, and makes the bucket: with versions and Object Lock.
   *
   * @param work an existing folder for the stand-in's state and log
   */
  public static SharedS3 start(Path work) throws IOException {
    SharedS3 s = new SharedS3(AwsStandIn.MINISTACK.start(work));
    int status =
        new HttpStatus()
            .of(
                HttpRequest.newBuilder(s.endpoint().resolve("/" + BUCKET))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", S3Probe.AUTHORIZATION)
                    .header("x-amz-bucket-object-lock-enabled", "true"));
    if (status != 200) {
      s.close();
      throw new IOException("the stand-in makes no bucket: " + status);
    }
    return s;
  }

  /** The stand-in. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Whom the role trusts is said here. */
  public FakeSts sts() {
    return sts;
  }

  /**
   * Variables that a function of another cloud needs to write there.
   *
   * @param audience of the tokens of its platform
   */
  public Map<String, String> environment(String audience) {
    return Map.of(
        "ATTESTRY_BUCKET",
        LOCATION,
        "ATTESTRY_BUCKET_AUDIENCE",
        audience,
        "AWS_REGION",
        "us-east-1",
        "AWS_ROLE_ARN",
        ROLE,
        "AWS_ENDPOINT_URL",
        server.endpoint().toString(),
        "AWS_ENDPOINT_URL_STS",
        sts.endpoint().toString());
  }

  @Override
  public void close() {
    sts.close();
    server.close();
  }
}
