package dev.attestry.azure.store;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.time.Duration;

/** SDK clients with time-outs over one HTTP client: each attempt ends, and so does each call. */
public final class AzureClients {

  /** For a call with its retries. */
  static final Duration CALL = Duration.ofSeconds(75);

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final int ATTEMPT_SECONDS = 30;
  private static final int ATTEMPTS = 4;
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 4_000;

  private final TokenCredential credential;
  private final HttpClient http;

  private AzureClients(TokenCredential credential, HttpClient http) {
    this.credential = credential;
    this.http = http;
  }

  /** Clients of Azure. */
  public static AzureClients of(TokenCredential credential) {
    return over(credential, http(java.net.http.HttpClient.newBuilder()));
  }

  /**
   * Clients that reach Azure in another way: by a proxy, or with authorities of their own.
   *
   * @param network is set up further
   */
  public static AzureClients of(
      TokenCredential credential, java.net.http.HttpClient.Builder network) {
    return over(credential, http(network));
  }

  /** Clients over another network. */
  static AzureClients over(TokenCredential credential, HttpClient http) {
    return new AzureClients(credential, http);
  }

  /** Blob Storage does not speak HTTP/2. */
  static HttpClient http(java.net.http.HttpClient.Builder builder) {
    return new JdkHttpClientBuilder(builder.version(Version.HTTP_1_1).connectTimeout(CONNECT))
        .responseTimeout(SILENCE)
        .readTimeout(SILENCE)
        .writeTimeout(SILENCE)
        .build();
  }

  /**
   * A client for a container.
   *
   * @param endpoint of the account's blobs, as in {@code https://NAME.blob.core.windows.net}
   */
  public BlobContainerClient container(String endpoint, String name) {
    return with(new BlobContainerClientBuilder(), http)
        .endpoint(endpoint)
        .containerName(name)
        .credential(credential)
        .buildClient();
  }

  /** A builder with this HTTP client and these time-outs. */
  static BlobContainerClientBuilder with(BlobContainerClientBuilder builder, HttpClient http) {
    return builder.httpClient(http).retryOptions(retries());
  }

  /** How often, and for how long, clients of Azure Storage try. */
  public static RequestRetryOptions retries() {
    return new RequestRetryOptions(
        RetryPolicyType.EXPONENTIAL,
        ATTEMPTS,
        ATTEMPT_SECONDS,
        FIRST_WAIT_MILLIS,
        LONGEST_WAIT_MILLIS,
        null);
  }

  /**
   * A client for keys.
   *
   * @param vault as in {@code https://NAME.vault.azure.net}
   */
  public KeyClient keys(String vault) {
    KeyClientBuilder b =
        new KeyClientBuilder().vaultUrl(vault).credential(credential).httpClient(http);
    return isThisMachine(URI.create(vault))
        ? b.disableChallengeResourceVerification().buildClient()
        : b.buildClient();
  }

  /** Whether a service is on this machine, where none of Azure's is: it has no domain to verify. */
  static boolean isThisMachine(URI service) {
    return "127.0.0.1".equals(service.getHost());
  }

  /**
   * What asks Azure's control plane.
   *
   * @param endpoint Resource Manager's, as in {@code https://management.azure.com}
   */
  public HttpPipeline management(String endpoint) {
    return new HttpPipelineBuilder()
        .httpClient(http)
        .policies(
            new RetryPolicy(),
            new BearerTokenAuthenticationPolicy(credential, endpoint + "/.default"))
        .build();
  }

  /** Who we are. */
  public TokenCredential credential() {
    return credential;
  }

  /** The one HTTP client of all of them. */
  public HttpClient network() {
    return http;
  }
}
