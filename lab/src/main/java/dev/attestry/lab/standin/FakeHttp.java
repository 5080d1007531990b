package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The HTTP of our fakes: a server on a free port of the loopback, and what requests hold. */
final class FakeHttp implements AutoCloseable {

  private static final int MAX_REQUEST = 20 << 20;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final String scheme;

  private FakeHttp(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  static FakeHttp start(HttpHandler handler) throws IOException {
    return new FakeHttp(HttpServer.create(anyPort(), 0), "http").with(handler);
  }

  static FakeHttp start(SSLContext tls, HttpHandler handler) throws IOException {
    HttpsServer s = HttpsServer.create(anyPort(), 0);
    s.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new FakeHttp(s, "https").with(handler);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private FakeHttp with(HttpHandler handler) {
    server.createContext("/", handler);
    server.setExecutor(executor);
    server.start();
    return this;
  }

  URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The parameters behind the question mark; those without value are empty. */
  static Map<String, String> query(HttpExchange x) {
    return parameters(Optional.ofNullable(x.getRequestURI().getRawQuery()).orElse(""));
  }

  /** The fields of a form that is posted ({@code application/x-www-form-urlencoded}). */
  static Map<String, String> form(Bytes body) {
    return parameters(body.utf8());
  }

  private static Map<String, String> parameters(String raw) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String p : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int eq = p.indexOf('=');
      String value = eq < 0 ? "" : URLDecoder.decode(p.substring(eq + 1), StandardCharsets.UTF_8);
      all.put(eq < 0 ? p : p.substring(0, eq), value);
    }
    return all;
  }

  static Optional<String> header(HttpExchange x, String name) {
    return Optional.ofNullable(x.getRequestHeaders().getFirst(name));
  }

  static Bytes body(HttpExchange x) throws IOException {
    return Bytes.of(x.getRequestBody().readNBytes(MAX_REQUEST));
  }

  /** Bytes in either alphabet of base64, with padding or without: Google takes all of them. */
  static Bytes base64(JsonNode text) throws MalformedInput {
    try {
      String t = text.asText("").replace('-', '+').replace('_', '/');
      return Bytes.of(Base64.getDecoder().decode(t));
    } catch (IllegalArgumentException e) {
      throw new MalformedInput("request", -1, "no base64");
    }
  }

  /** Answers; the body of an answer to HEAD only sets its length. */
  static void answer(HttpExchange x, int status, String type, Bytes body) throws IOException {
    x.getResponseHeaders().set("Content-Type", type);
    if (x.getRequestMethod().equals("HEAD")) {
      x.getResponseHeaders().set("Content-Length", Integer.toString(body.length()));
      x.sendResponseHeaders(status, -1);
    } else {
      x.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
      x.getResponseBody().write(body.toArray());
    }
    x.close();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
