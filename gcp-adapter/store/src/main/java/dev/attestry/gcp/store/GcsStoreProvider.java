package dev.attestry.gcp.store;

import dev.attestry.chain.StoreProvider;
import java.io.IOException;

/**
 * Opens {@code gs://bucket/prefix} with the application default credentials, and by the variables
 * that Google's own tools obey: {@link GoogleClients}.
 */
public final class GcsStoreProvider implements StoreProvider {

  /** For the service loader. */
  public GcsStoreProvider() {}

  @Override
  public String scheme() {
    return GcsLocation.SCHEME;
  }

  @Override
  public Store open(String location) throws IOException {
    return GcsStore.open(GoogleClients.of(System.getenv()), location);
  }
}
