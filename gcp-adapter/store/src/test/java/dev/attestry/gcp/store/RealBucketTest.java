package dev.attestry.gcp.store;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import dev.attestry.bucket.RealBucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** On a bucket of Google's, through a relay of the test on the loopback, which can be cut. */
final class RealBucketTest extends RealBucketContract {

  private static final String BUCKET = "ATTESTRY_REAL_GCS_BUCKET";

  RealBucketTest() {
    super(BUCKET);
  }

  @Override
  protected Remote remote() throws IOException {
    GcsNetwork network = GcsNetwork.to(URI.create("https://storage.googleapis.com"));
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.of(
                GoogleCredentials.getApplicationDefault()
                    .createScoped("https://www.googleapis.com/auth/devstorage.full_control")),
            Map.of("storage", network.endpoint()));
    GcsLocation at = new GcsLocation(clients.storage(), variable(BUCKET), newPrefix());
    return new Remote(
        () -> GcsBucket.open(at, Retention.until(Retention.Mode.GOVERNANCE, inTenMinutes())),
        network::cut);
  }
}
