package dev.attestry.azure.store;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.identity.ClientAssertionCredentialBuilder;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An app of Entra, or a user-assigned identity, for who runs in another cloud: a token of the other
 * platform is the proof that the client's secret would be. Azure's library keeps what Entra gives,
 * and renews it before it expires.
 *
 * @param tenant where it is
 * @param client its client id
 * @param audience of the tokens that its federated credential takes
 * @param authority Entra's address, where it is not that of the public cloud
 */
record FederatedApp(String tenant, String client, String audience, Optional<String> authority) {

  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  static final String ACCOUNT = "ATTESTRY_BUCKET_ACCOUNT";

  /** What Entra proposes. */
  private static final String AUDIENCE = "api://AzureADTokenExchange";

  private static final String STORAGE = "https://storage.azure.com/.default";

  /** Entra's codes for what is wrong with an assertion. */
  private static final Map<String, Reason> CODES =
      Map.ofEntries(
          Map.entry("AADSTS700211", Reason.TOKEN_REFUSED), // no such issuer
          Map.entry("AADSTS700212", Reason.TOKEN_REFUSED), // no such audience
          Map.entry("AADSTS700213", Reason.ROLE_REFUSED), // no such subject
          Map.entry("AADSTS700016", Reason.ROLE_REFUSED), // no such app
          Map.entry("AADSTS700024", Reason.TOKEN_EXPIRED),
          Map.entry("AADSTS700027", Reason.TOKEN_REFUSED), // signature
          Map.entry("AADSTS50013", Reason.TOKEN_REFUSED), // likewise
          Map.entry("AADSTS50027", Reason.TOKEN_REFUSED), // no token
          Map.entry("AADSTS50166", Reason.ISSUER_UNREACHABLE));

  /**
   * From the variables that Azure's own tools obey, but for the audience.
   *
   * @throws IOException if some are missing: it names all of them
   */
  static FederatedApp of(Map<String, String> environment) throws IOException {
    StoreProvider.require(
        environment,
        "a container in Azure is written from another cloud as an app",
        TENANT,
        CLIENT,
        ACCOUNT);
    return new FederatedApp(
        environment.getOrDefault(TENANT, ""),
        environment.getOrDefault(CLIENT, ""),
        StoreProvider.variable(environment, "ATTESTRY_BUCKET_AUDIENCE").orElse(AUDIENCE),
        StoreProvider.variable(environment, "AZURE_AUTHORITY_HOST"));
  }

  /** Its credential, with which it has been seen that Entra takes us for the app. */
  TokenCredential credential(WebIdentity self, HttpClient http) throws IOException {
    ClientAssertionCredentialBuilder b =
        new ClientAssertionCredentialBuilder()
            .tenantId(tenant)
            .clientId(client)
            .clientAssertion(() -> token(self))
            .httpClient(http);
    authority.ifPresent(b::authorityHost);
    if (authority.map(URI::create).filter(AzureClients::isThisMachine).isPresent()) {
      b.disableInstanceDiscovery();
    }
    TokenCredential c = b.build();
    try {
      c.getTokenSync(new TokenRequestContext().addScopes(STORAGE));
      return c;
    } catch (RuntimeException e) {
      throw refused(e);
    }
  }

  private String token(WebIdentity self) {
    try {
      return self.token(audience);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IdentityRefused(Reason.NO_TOKEN, "app " + client, String.valueOf(e.getMessage()), e));
    }
  }

  private IdentityRefused refused(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof IdentityRefused known) {
        return known;
      }
    }
    String said = String.valueOf(e.getMessage());
    Reason reason =
        CODES.entrySet().stream()
            .filter(c -> said.contains(c.getKey() + ":"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Reason.NO_ANSWER);
    return new IdentityRefused(reason, "app " + client, said, e);
  }
}
