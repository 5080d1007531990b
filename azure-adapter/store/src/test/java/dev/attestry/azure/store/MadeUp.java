package dev.attestry.azure.store;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer that no server gave. */
final class MadeUp extends HttpResponse {

  private final int status;
  private final byte[] body;
  private final HttpHeaders headers = new HttpHeaders();

  MadeUp(HttpRequest request, int status, String body) {
    super(request);
    this.status = status;
    this.body = body.getBytes(StandardCharsets.UTF_8);
    headers.set(
        HttpHeaderName.CONTENT_TYPE, body.startsWith("<") ? "application/xml" : "application/json");
  }

  /** A refusal by the blob service. */
  static MadeUp error(HttpRequest request, int status, String code) {
    MadeUp m =
        new MadeUp(
            request,
            status,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
                + code
                + "</Code><Message>made up</Message></Error>");
    m.headers.set(HttpHeaderName.fromString("x-ms-error-code"), code);
    return m;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  @Deprecated
  public String getHeaderValue(String name) {
    return headers.getValue(HttpHeaderName.fromString(name));
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return Flux.just(ByteBuffer.wrap(body));
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.just(body);
  }

  @Override
  public Mono<String> getBodyAsString() {
    return getBodyAsString(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return Mono.just(new String(body, charset));
  }
}
