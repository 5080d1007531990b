package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The network between a client and its store: it passes on, fails as it is told, and answers itself
 * how a bucket is set up, since no stand-in knows.
 */
public final class GcsNetwork {

  /** Objects that carry a retention of their own, in a bucket with versioning. */
  public static final String PER_OBJECT =
      "{\"name\":\"b\",\"objectRetention\":{\"mode\":\"Enabled\"},\"versioning\":{\"enabled\":true}}";

  /** What becomes of a put. */
  public enum Fault {
    /** It arrives, and what comes back does not. */
    LOST_ANSWER,
    /** What Google answers under load; no stand-in does. */
    BUSY,
    /** What Google answers where a kept object stands at the name; no stand-in does. */
    KEPT,
    FORBIDDEN
  }

  private static final Set<String> HOP =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final URI store;
  private final Deque<Fault> next = new ConcurrentLinkedDeque<>();
  private volatile UnaryOperator<String> change = UnaryOperator.identity();
  private volatile Optional<String> settings = Optional.empty();
  private volatile Optional<String> bearer = Optional.empty();
  private volatile boolean isCut;

  private GcsNetwork(URI store) throws IOException {
    this.store = store;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** One in front of a store. */
  public static GcsNetwork to(URI store) throws IOException {
    return new GcsNetwork(store);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What becomes of the next puts. */
  public void next(Fault... faults) {
    next.addAll(Arrays.asList(faults));
  }

  /** All is well from now on. */
  public void heal() {
    next.clear();
  }

  /** From now on nobody answers. */
  public void cut() {
    isCut = true;
  }

  /** Answers itself how a bucket is set up, in JSON. */
  public void settings(String json) {
    settings = Optional.of(json);
  }

  /** Does something to the text of each put on its way, in ISO 8859-1. */
  public void change(UnaryOperator<String> c) {
    change = c;
  }

  /** The token that the newest request brought. */
  public Optional<String> bearer() {
    return bearer;
  }

  private void handle(HttpExchange x) throws IOException {
    bearer = FakeHttp.header(x, "Authorization").map(a -> a.replace("Bearer ", ""));
    boolean put = x.getRequestURI().getPath().startsWith("/upload/");
    if (isCut) {
      x.close();
    } else if (settings.isPresent() && x.getRequestURI().getPath().matches("/storage/v1/b/[^/]+")) {
      answer(x, 200, settings.get());
    } else {
      Fault f = put ? next.poll() : null;
      if (f == null) {
        pass(x, put);
      } else {
        fail(x, f);
      }
    }
  }

  private void fail(HttpExchange x, Fault f) throws IOException {
    switch (f) {
      case LOST_ANSWER -> {
        send(x, true);
        x.close();
      }
      case BUSY -> answer(x, 503, error(503, "backendError"));
      case KEPT -> answer(x, 403, error(403, "retentionPolicyNotMet"));
      case FORBIDDEN -> answer(x, 403, error(403, "forbidden"));
    }
  }

  /** As Google's documentation of its JSON API shows errors. */
  public static String error(int status, String reason) {
    return """
    {"error":{"errors":[{"domain":"global","reason":"%2$s","message":"made up"}],"code":%1$d,
     "message":"made up"}}
    """
        .formatted(status, reason);
  }

  private static void answer(HttpExchange x, int status, String json) throws IOException {
    x.getRequestBody().readAllBytes();
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    x.getResponseHeaders().set("Content-Type", "application/json");
    x.sendResponseHeaders(status, body.length);
    x.getResponseBody().write(body);
    x.close();
  }

  private void pass(HttpExchange x, boolean put) throws IOException {
    HttpResponse<byte[]> r = send(x, put);
    r.headers()
        .map()
        .forEach(
            (k, v) -> {
              if (!HOP.contains(k)) {
                x.getResponseHeaders().put(k, v);
              }
            });
    x.sendResponseHeaders(r.statusCode(), r.body().length == 0 ? -1 : r.body().length);
    x.getResponseBody().write(r.body());
    x.close();
  }

  private HttpResponse<byte[]> send(HttpExchange x, boolean put) throws IOException {
    byte[] body = x.getRequestBody().readAllBytes();
    if (put) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      body = change.apply(text).getBytes(StandardCharsets.ISO_8859_1);
    }
    HttpRequest.Builder b =
        HttpRequest.newBuilder(store.resolve(x.getRequestURI()))
            .method(x.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    x.getRequestHeaders()
        .forEach(
            (k, v) -> {
              if (!HOP.contains(k.toLowerCase(Locale.ROOT))) {
                v.forEach(w -> b.header(k, w));
              }
            });
    try {
      return client.send(b.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
