package dev.attestry.gcp.store;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Opens {@code gs://bucket/prefix}: to read, and to write by hand, with the application default
 * credentials, to write from another cloud as the service account that a {@link WorkloadIdentity}
 * says, and by the variables that Google's own tools obey: {@link GoogleClients}.
 */
public final class GcsStoreProvider implements StoreProvider {

  private final HttpTransport transport;

  /** For the service loader. */
  public GcsStoreProvider() {
    this(new NetHttpTransport());
  }

  /** Another way to write. */
  GcsStoreProvider(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public String scheme() {
    return GcsLocation.SCHEME;
  }

  @Override
  public Store open(String location) throws IOException {
    return GcsStore.open(GoogleClients.of(System.getenv()), location);
  }

  @Override
  public Bucket openToWrite(
      String location, Retention retention, WebIdentity self, Map<String, String> environment)
      throws IOException {
    GoogleClients clients =
        new GoogleClients(
            transport,
            Optional.of(WorkloadIdentity.of(environment).credentials(self, transport)),
            GoogleClients.endpoints(environment));
    return GcsBucket.open(GcsLocation.parse(clients.storage(), location), retention);
  }

  @Override
  public Bucket openByHand(String location, Retention retention, Map<String, String> environment)
      throws IOException {
    return GcsBucket.open(
        GcsLocation.parse(GoogleClients.of(environment).storage(), location), retention);
  }
}
