package dev.attestry.aws.store;

import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * Credentials of a role, for an hour, by AssumeRoleWithWebIdentity. They are kept and renewed in
 * time, by one caller while the others use the old ones; each renewal asks the platform for a token
 * of its own.
 */
final class WebIdentityCredentials implements AwsCredentialsProvider, AutoCloseable {

  /** As the SDK's own, said here since tests change them. */
  static final Renewal RENEWAL = new Renewal(Duration.ofMinutes(5), Duration.ofMinutes(1));

  private final WebIdentityRole role;
  private final WebIdentity self;
  private final StsClient sts;
  private final StsAssumeRoleWithWebIdentityCredentialsProvider renewed;

  /**
   * When credentials are renewed, before they expire.
   *
   * @param early one caller tries, the others go on
   * @param late all wait
   */
  record Renewal(Duration early, Duration late) {}

  WebIdentityCredentials(WebIdentityRole role, WebIdentity self, Renewal renewal) {
    this.role = role;
    this.self = self;
    this.sts = role.tokens();
    this.renewed =
        StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(this::request)
            .prefetchTime(renewal.early())
            .staleTime(renewal.late())
            .build();
  }

  private AssumeRoleWithWebIdentityRequest request() {
    try {
      return AssumeRoleWithWebIdentityRequest.builder()
          .roleArn(role.arn())
          .roleSessionName(role.session())
          .webIdentityToken(self.token(role.audience()))
          .build();
    } catch (IOException e) {
      throw WebIdentityFailure.noToken(role.arn(), e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws WebIdentityFailure if there are none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return renewed.resolveCredentials();
    } catch (SdkException e) {
      throw WebIdentityFailure.of(role.arn(), e);
    }
  }

  @Override
  public void close() {
    renewed.close();
    sts.close();
  }

  /** Without what it holds. */
  @Override
  public String toString() {
    return "credentials of " + role.arn();
  }
}
