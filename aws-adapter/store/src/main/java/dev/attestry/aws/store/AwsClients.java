package dev.attestry.aws.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * SDK clients with time-outs: each attempt ends, and so does each call with its retries.
 *
 * @param endpoint another server than AWS, for tests; buckets are part of the path there
 */
public record AwsClients(
    Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofSeconds(75);

  /** A client for buckets; close it. */
  public S3Client s3() {
    return with(S3Client.builder().forcePathStyle(endpoint.isPresent())).build();
  }

  /** A client for keys; close it. */
  public KmsClient kms() {
    return with(KmsClient.builder()).build();
  }

  /** A builder of any client with this region, endpoint, HTTP stack and these time-outs. */
  public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B with(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClientBuilder(network())
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
  }

  /** What carries requests to services without a client here; close it. */
  public SdkHttpClient http() {
    return network().build();
  }

  private static SdkHttpClient.Builder<?> network() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
  }
}
