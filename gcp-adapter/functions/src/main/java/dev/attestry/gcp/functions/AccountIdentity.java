package dev.attestry.gcp.functions;

import com.google.auth.oauth2.ComputeEngineCredentials;
import dev.attestry.chain.StoreProvider.WebIdentity;
import java.io.IOException;
import java.util.List;

/**
 * The function's service account, as Google signs it for another cloud: asked from the metadata
 * server ({@code GCE_METADATA_HOST}), never made with a key of the account.
 */
record AccountIdentity(ComputeEngineCredentials account) implements WebIdentity {

  static AccountIdentity ofMachine() {
    return new AccountIdentity(ComputeEngineCredentials.create());
  }

  @Override
  public String token(String audience) throws IOException {
    return account.idTokenWithAudience(audience, List.of()).getTokenValue();
  }
}
