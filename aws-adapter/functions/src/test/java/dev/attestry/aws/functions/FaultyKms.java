package dev.attestry.aws.functions;

import dev.attestry.aws.store.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.kms.KmsClient;

/** The network between AWS's own client and its key service: one action of it fails for a while. */
final class FaultyKms implements SdkHttpClient {

  /** How it fails. */
  enum Fault {
    INTERNAL_ERROR,
    TIME_OUT
  }

  private final AwsClients clients;
  private final SdkHttpClient real;
  private String action = "";
  private Fault fault = Fault.INTERNAL_ERROR;

  FaultyKms(AwsClients clients) {
    this.clients = clients;
    this.real = clients.http();
  }

  /** The client that functions have, with its time-outs and retries, by this network. */
  KmsClient client() {
    return clients.with(KmsClient.builder()).httpClientBuilder(defaults -> this).build();
  }

  void fails(String what, Fault how) {
    action = what;
    fault = how;
  }

  void heals() {
    action = "";
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String asked = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    return asked.equals("TrentService." + action)
        ? new Failing(fault)
        : real.prepareRequest(request);
  }

  private record Failing(Fault fault) implements ExecutableHttpRequest {

    @Override
    public HttpExecuteResponse call() throws IOException {
      return switch (fault) {
        case INTERNAL_ERROR -> internalError();
        case TIME_OUT -> throw new SocketTimeoutException("Read timed out");
      };
    }

    private static HttpExecuteResponse internalError() {
      String json = "{\"__type\":\"KMSInternalException\",\"message\":\"made up\"}";
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(500)
                  .putHeader("Content-Type", "application/x-amz-json-1.1")
                  .build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
          .build();
    }

    @Override
    public void abort() {
      // Nothing is on its way.
    }
  }

  @Override
  public void close() {
    real.close();
  }
}
