package dev.attestry.gcp.store;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.ExternalAccountCredentials.SubjectTokenTypes;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdentityPoolCredentials;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service account of Google for who runs in another cloud, by workload identity federation: a
 * token of the other platform is changed for one of a pool, and this for one of the account.
 * Google's library keeps the latter, and renews it before it expires.
 *
 * @param provider of the pool, as audiences have it: {@code //iam.googleapis.com/projects/NUMBER/…}
 * @param account the service account's address
 * @param sts where tokens are changed
 * @param iam where tokens of accounts are made
 */
record WorkloadIdentity(String provider, String account, URI sts, URI iam) {

  private static final String PROVIDER = "ATTESTRY_BUCKET_AUDIENCE";
  private static final String ACCOUNT = "ATTESTRY_BUCKET_ACCOUNT";

  /**
   * From the environment.
   *
   * @throws IOException if variables are missing: it names all of them
   */
  static WorkloadIdentity of(Map<String, String> environment) throws IOException {
    StoreProvider.require(
        environment,
        "a bucket in Google is written from another cloud as a service account",
        PROVIDER,
        ACCOUNT);
    Map<String, URI> other = GoogleClients.endpoints(environment);
    return new WorkloadIdentity(
        environment.getOrDefault(PROVIDER, ""),
        environment.getOrDefault(ACCOUNT, ""),
        other.getOrDefault("sts", URI.create("https://sts.googleapis.com")),
        other.getOrDefault("iamcredentials", URI.create("https://iamcredentials.googleapis.com")));
  }

  /**
   * Its credentials, with which it has been seen that Google takes us for the account.
   *
   * @param transport the way to Google
   */
  GoogleCredentials credentials(WebIdentity self, HttpTransport transport) throws IOException {
    GoogleCredentials c =
        IdentityPoolCredentials.newBuilder()
            .setAudience(provider)
            .setSubjectTokenType(SubjectTokenTypes.JWT)
            .setSubjectTokenSupplier(context -> token(self))
            .setTokenUrl(sts.resolve("/v1/token").toString())
            .setServiceAccountImpersonationUrl(
                iam.resolve("/v1/projects/-/serviceAccounts/" + account + ":generateAccessToken")
                    .toString())
            .setScopes(List.of(GoogleClients.SCOPE))
            .setHttpTransportFactory(() -> transport)
            .build();
    try {
      c.refreshIfExpired();
      return c;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private String token(WebIdentity self) throws IOException {
    try {
      return self.token(provider);
    } catch (IOException e) {
      throw new IdentityRefused(Reason.NO_TOKEN, account, String.valueOf(e.getMessage()), e);
    }
  }

  private IdentityRefused refused(IOException e) {
    StringBuilder said = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof IdentityRefused known) {
        return known;
      }
      said.append(said.isEmpty() ? "" : ": ").append(t.getMessage());
    }
    return new IdentityRefused(reason(said.toString()), account, said.toString(), e);
  }

  /**
   * By what Google answers, which its library gives as text only: OAuth's codes (RFC 8693 section
   * 2.2.2), and the status where the account is asked for.
   */
  private static Reason reason(String said) {
    record Known(String text, Reason reason) {}
    Optional<Known> first =
        List.of(
                new Known(
                    "Error connecting to the given credential's issuer", Reason.ISSUER_UNREACHABLE),
                new Known("stale", Reason.TOKEN_EXPIRED),
                new Known("unauthorized_client", Reason.ROLE_REFUSED),
                new Known("invalid_grant", Reason.TOKEN_REFUSED),
                new Known("invalid_target", Reason.TOKEN_REFUSED),
                new Known("PERMISSION_DENIED", Reason.ROLE_REFUSED))
            .stream()
            .filter(k -> said.contains(k.text()))
            .findFirst();
    return first.map(Known::reason).orElse(Reason.NO_ANSWER);
  }
}
