package dev.attestry.gcp.store;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.storage.Storage;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Google's clients of its JSON APIs, with time-outs: each attempt ends, and so does each call. They
 * are what the larger clients are made of, without gRPC.
 *
 * @param endpoint another server than Google, for tests
 */
public record GoogleClients(
    HttpTransport transport, Optional<Credentials> credentials, Optional<URI> endpoint) {

  private static final String NAME = "attestry";
  private static final int CONNECT_MILLIS = 3_000;
  private static final int SILENCE_MILLIS = 20_000;
  private static final int RETRIES = 3;
  private static final int FIRST_WAIT_MILLIS = 100;
  private static final int LONGEST_WAIT_MILLIS = 4_000;
  private static final int LAST_RETRY_MILLIS = 45_000;

  /** Clients of Google over the JDK's HTTP. */
  public static GoogleClients of(Credentials credentials) {
    return new GoogleClients(new NetHttpTransport(), Optional.of(credentials), Optional.empty());
  }

  /** A client for buckets. */
  public Storage storage() {
    Storage.Builder b =
        new Storage.Builder(transport, GsonFactory.getDefaultInstance(), this::prepare)
            .setApplicationName(NAME);
    endpoint.ifPresent(e -> b.setRootUrl(e + "/"));
    return b.build();
  }

  /** A client for keys. */
  public CloudKMS kms() {
    CloudKMS.Builder b =
        new CloudKMS.Builder(transport, GsonFactory.getDefaultInstance(), this::prepare)
            .setApplicationName(NAME);
    endpoint.ifPresent(e -> b.setRootUrl(e + "/"));
    return b.build();
  }

  private void prepare(HttpRequest request) throws IOException {
    HttpUnsuccessfulResponseHandler busy =
        new HttpBackOffUnsuccessfulResponseHandler(backOff())
            .setBackOffRequired(r -> r.getStatusCode() == 429 || r.getStatusCode() >= 500);
    if (credentials.isPresent()) {
      HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials.get());
      adapter.initialize(request);
      request.setUnsuccessfulResponseHandler(
          (q, r, again) -> adapter.handleResponse(q, r, again) || busy.handleResponse(q, r, again));
    } else {
      request.setUnsuccessfulResponseHandler(busy);
    }
    request
        .setConnectTimeout(CONNECT_MILLIS)
        .setReadTimeout(SILENCE_MILLIS)
        .setWriteTimeout(SILENCE_MILLIS)
        .setNumberOfRetries(RETRIES)
        .setIOExceptionHandler(new HttpBackOffIOExceptionHandler(backOff()));
  }

  private static ExponentialBackOff backOff() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(FIRST_WAIT_MILLIS)
        .setMaxIntervalMillis(LONGEST_WAIT_MILLIS)
        .setMaxElapsedTimeMillis(LAST_RETRY_MILLIS)
        .build();
  }
}
