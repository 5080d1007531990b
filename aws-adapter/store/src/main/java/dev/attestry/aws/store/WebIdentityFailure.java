package dev.attestry.aws.store;

import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS does not take us for its role, as the SDK's clients can say it. */
final class WebIdentityFailure extends SdkClientException {

  private static final long serialVersionUID = 1L;

  private final IdentityRefused refused;

  private WebIdentityFailure(IdentityRefused refused) {
    super(builder().message(refused.getMessage()).cause(refused));
    this.refused = refused;
  }

  static WebIdentityFailure noToken(String role, IOException e) {
    return new WebIdentityFailure(
        new IdentityRefused(Reason.NO_TOKEN, role, String.valueOf(e.getMessage()), e));
  }

  /** What the token service answered, or that it did not. */
  static WebIdentityFailure of(String role, SdkException e) {
    return e instanceof WebIdentityFailure known
        ? known
        : new WebIdentityFailure(new IdentityRefused(reason(e), role, S3Faults.say(e), e));
  }

  /** By the codes that the API reference of AssumeRoleWithWebIdentity lists. */
  private static Reason reason(SdkException e) {
    if (!(e instanceof AwsServiceException)) {
      return Reason.NO_ANSWER;
    }
    return switch (S3Faults.code(e)) {
      case "InvalidIdentityToken", "IDPRejectedClaim" -> Reason.TOKEN_REFUSED;
      case "ExpiredTokenException" -> Reason.TOKEN_EXPIRED;
      case "AccessDenied" -> Reason.ROLE_REFUSED;
      case "IDPCommunicationError" -> Reason.ISSUER_UNREACHABLE;
      default -> Reason.NO_ANSWER;
    };
  }

  IdentityRefused refused() {
    return refused;
  }
}
