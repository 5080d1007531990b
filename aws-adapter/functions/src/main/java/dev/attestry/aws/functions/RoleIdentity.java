package dev.attestry.aws.functions;

import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.OutboundWebIdentityFederationDisabledException;

/** The function's role, as the token service of its region signs it for another cloud. */
record RoleIdentity(StsClient sts) implements WebIdentity {

  /** Entra takes no other. */
  private static final String ALGORITHM = "RS256";

  /** It is used at once, and asked for anew. */
  private static final int SECONDS = 300;

  @Override
  public String token(String audience) throws IOException {
    try {
      return sts.getWebIdentityToken(
              b -> b.audience(audience).signingAlgorithm(ALGORITHM).durationSeconds(SECONDS))
          .webIdentityToken();
    } catch (OutboundWebIdentityFederationDisabledException e) {
      throw new IOException(
          "the account signs no web identity tokens: iam:EnableOutboundWebIdentityFederation"
              + " switches that on",
          e);
    } catch (SdkException e) {
      throw new IOException("no token for " + audience + ": " + e.getMessage(), e);
    }
  }
}
