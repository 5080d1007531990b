package dev.attestry.aws.store;

import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A role of AWS for who runs in another cloud.
 *
 * @param session what CloudTrail calls us
 * @param audience of the token that the role's account takes
 * @param endpoint another server than AWS, for tests
 * @param sts likewise, of the token service
 */
record WebIdentityRole(
    Region region,
    String arn,
    String session,
    String audience,
    Optional<URI> endpoint,
    Optional<URI> sts) {

  private static final String REGION = "AWS_REGION";
  private static final String ROLE = "AWS_ROLE_ARN";
  private static final String AUDIENCE = "ATTESTRY_BUCKET_AUDIENCE";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  /**
   * From the variables that AWS's own tools obey, but for the audience, which they leave to whoever
   * writes the token to a file.
   *
   * @throws IOException if some are missing: it names all of them
   */
  static WebIdentityRole of(Map<String, String> environment) throws IOException {
    StoreProvider.require(
        environment,
        "a bucket in AWS is written from another cloud by a role",
        REGION,
        ROLE,
        AUDIENCE);
    return new WebIdentityRole(
        Region.of(environment.getOrDefault(REGION, "")),
        environment.getOrDefault(ROLE, ""),
        StoreProvider.variable(environment, "AWS_ROLE_SESSION_NAME").orElse("attestry"),
        environment.getOrDefault(AUDIENCE, ""),
        StoreProvider.variable(environment, ENDPOINT).map(URI::create),
        StoreProvider.variable(environment, "AWS_ENDPOINT_URL_STS")
            .or(() -> StoreProvider.variable(environment, ENDPOINT))
            .map(URI::create));
  }

  /** Asks the token service of the region; a token is the only proof that it wants. */
  StsClient tokens() {
    return new AwsClients(region, AnonymousCredentialsProvider.create(), sts)
        .with(StsClient.builder())
        .build();
  }

  /** Clients that act as the role. */
  AwsClients clients(WebIdentityCredentials credentials) {
    return new AwsClients(region, credentials, endpoint);
  }
}
