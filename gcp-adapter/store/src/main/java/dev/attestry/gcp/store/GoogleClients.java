package dev.attestry.gcp.store;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClient;
import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.storage.Storage;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Google's clients of its JSON APIs, with time-outs: each attempt ends, and so does each call. They
 * are what the larger clients are made of, without gRPC.
 *
 * @param endpoints other servers than Google's, by the name of the service as {@code gcloud} has it
 */
public record GoogleClients(
    HttpTransport transport, Optional<Credentials> credentials, Map<String, URI> endpoints) {

  private static final String NAME = "attestry";
  static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String OVERRIDE = "CLOUDSDK_API_ENDPOINT_OVERRIDES_";
  private static final int CONNECT_MILLIS = 3_000;
  private static final int SILENCE_MILLIS = 20_000;
  private static final int RETRIES = 3;
  private static final int FIRST_WAIT_MILLIS = 100;
  private static final int LONGEST_WAIT_MILLIS = 4_000;
  private static final int LAST_RETRY_MILLIS = 45_000;

  public GoogleClients {
    endpoints = Map.copyOf(endpoints);
  }

  /** Makes the builder of a client; each has a constructor of this form. */
  @FunctionalInterface
  public interface Maker<B> {
    B make(HttpTransport transport, JsonFactory json, HttpRequestInitializer initializer);
  }

  /** Clients of Google over the JDK's HTTP. */
  public static GoogleClients of(Credentials credentials) {
    return new GoogleClients(new NetHttpTransport(), Optional.of(credentials), Map.of());
  }

  /**
   * Clients with the application default credentials, or, where {@code
   * CLOUDSDK_AUTH_DISABLE_CREDENTIALS} is {@code true}, with none. {@code
   * CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE} names another server for buckets, and so on for each
   * service, as for {@code gcloud}.
   */
  public static GoogleClients of(Map<String, String> environment) throws IOException {
    boolean anonymous = "true".equals(environment.get("CLOUDSDK_AUTH_DISABLE_CREDENTIALS"));
    Optional<Credentials> credentials =
        anonymous
            ? Optional.empty()
            : Optional.of(GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
    return new GoogleClients(new NetHttpTransport(), credentials, endpoints(environment));
  }

  /** Other servers than Google's, by the name of the service, as {@code gcloud} takes them. */
  static Map<String, URI> endpoints(Map<String, String> environment) {
    Map<String, URI> all = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(OVERRIDE) && !value.isEmpty()) {
            String service = name.substring(OVERRIDE.length()).toLowerCase(Locale.ROOT);
            all.put(service, URI.create(value));
          }
        });
    return all;
  }

  /** A client for buckets. */
  public Storage storage() {
    return with("storage", Storage.Builder::new).build();
  }

  /** A client for keys. */
  public CloudKMS kms() {
    return with("cloudkms", CloudKMS.Builder::new).build();
  }

  /**
   * A builder of any client with these credentials, servers and time-outs.
   *
   * @param service as {@code gcloud} names it
   */
  public <B extends AbstractGoogleJsonClient.Builder> B with(String service, Maker<B> maker) {
    B builder = maker.make(transport, GsonFactory.getDefaultInstance(), this::prepare);
    builder.setApplicationName(NAME);
    URI other = endpoints.get(service);
    if (other != null) {
      builder.setRootUrl(other.toString().replaceFirst("/*$", "/"));
    }
    return builder;
  }

  /** Requests to services without a client here, with these credentials and time-outs. */
  public HttpRequestFactory requests() {
    return transport.createRequestFactory(this::prepare);
  }

  /**
   * Where a service is, without a slash at its end.
   *
   * @param service as {@code gcloud} names it
   */
  public String root(String service) {
    URI other = endpoints.get(service);
    return other == null
        ? "https://" + service + ".googleapis.com"
        : other.toString().replaceFirst("/*$", "");
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
