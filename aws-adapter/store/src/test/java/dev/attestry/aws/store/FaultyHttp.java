package dev.attestry.aws.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The network between a client and its store: the next puts fail as it is told. */
final class FaultyHttp implements SdkHttpClient {

  /** What becomes of a put. */
  enum Fault {
    /** It arrives, and what comes back does not. */
    LOST_ANSWER,
    /** What AWS answers where two writes of a name meet; no stand-in does. */
    CONFLICT,
    /** What AWS answers under load; no stand-in does. */
    SLOW_DOWN
  }

  private final SdkHttpClient real = UrlConnectionHttpClient.create();
  private final Deque<Fault> next = new ArrayDeque<>();

  void next(Fault... faults) {
    next.addAll(Arrays.asList(faults));
  }

  void heal() {
    next.clear();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest sent = real.prepareRequest(request);
    Fault f = request.httpRequest().method() == SdkHttpMethod.PUT ? next.poll() : null;
    return f == null ? sent : new Failing(sent, f);
  }

  private record Failing(ExecutableHttpRequest sent, Fault fault) implements ExecutableHttpRequest {

    @Override
    public HttpExecuteResponse call() throws IOException {
      return switch (fault) {
        case LOST_ANSWER -> {
          sent.call().responseBody().ifPresent(AbortableInputStream::abort);
          throw new SocketException("Connection reset");
        }
        case CONFLICT -> answer(409, "ConditionalRequestConflict");
        case SLOW_DOWN -> answer(503, "SlowDown");
      };
    }

    private static HttpExecuteResponse answer(int status, String code) {
      String xml = "<Error><Code>" + code + "</Code><Message>made up</Message></Error>";
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(status)
                  .putHeader("Content-Type", "application/xml")
                  .build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
          .build();
    }

    @Override
    public void abort() {
      sent.abort();
    }
  }

  @Override
  public void close() {
    real.close();
  }
}
