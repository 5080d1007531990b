package dev.attestry.azure.functions;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;

/**
 * The app's identity, as Entra signs it for another cloud. The audience is that of an app
 * registration, {@code api://…}, since Entra gives tokens for nothing else.
 */
record AppIdentity(TokenCredential credential) implements WebIdentity {

  @Override
  public String token(String audience) throws IOException {
    try {
      return credential
          .getTokenSync(new TokenRequestContext().addScopes(audience + "/.default"))
          .getToken();
    } catch (RuntimeException e) {
      // The SDK throws kinds of its own, and those of its HTTP.
      throw new IOException("no token for " + audience + ": " + e.getMessage(), e);
    }
  }
}
