package dev.attestry.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * What a host answers over HTTP: the webhook of Event Grid, which delivers to a function and asks
 * before it does whether deliveries are wanted, and the administrator's call of a function. Keys
 * ({@code code}, {@code x-functions-key}) are not checked.
 */
final class Endpoints implements AutoCloseable {

  private static final int MAX_REQUEST = 1 << 20;
  private static final String FUNCTION = "functionName=";
  private static final String ADMIN = "/admin/functions/";

  private final Map<String, FunctionJson> functions;
  private final Map<String, TimerListener> timers;
  private final AppSettings settings;
  private final Calls calls;
  private final HttpServer http;

  /** An answer. */
  private record Answer(int status, String body) {}

  Endpoints(
      Map<String, FunctionJson> functions,
      Map<String, TimerListener> timers,
      AppSettings settings,
      Calls calls,
      ExecutorService executor)
      throws IOException {
    this.functions = Map.copyOf(functions);
    this.timers = Map.copyOf(timers);
    this.settings = settings;
    this.calls = calls;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/runtime/webhooks/EventGrid", x -> answer(x, this::deliver));
    http.createContext(ADMIN, x -> answer(x, this::admin));
    http.setExecutor(executor);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  private interface Work {
    Answer of(HttpExchange x, Bytes body) throws MalformedInput;
  }

  private static void answer(HttpExchange x, Work work) throws IOException {
    try (x) {
      Bytes body = Bytes.of(x.getRequestBody().readNBytes(MAX_REQUEST));
      Answer a;
      try {
        a = work.of(x, body);
      } catch (MalformedInput e) {
        a = new Answer(400, "");
      }
      Bytes text = Bytes.utf8(a.body);
      x.sendResponseHeaders(a.status, text.isEmpty() ? -1 : text.length());
      x.getResponseBody().write(text.toArray());
    }
  }

  private Answer deliver(HttpExchange x, Bytes body) throws MalformedInput {
    String query = String.valueOf(x.getRequestURI().getQuery());
    FunctionJson f = functions.get(query.replaceFirst(".*" + FUNCTION, "").replaceFirst("&.*", ""));
    if (f == null || !f.type().equals("eventGridTrigger") || settings.disabled(f.name())) {
      return new Answer(404, "cannot find function");
    }
    if (x.getRequestMethod().equals("OPTIONS")) {
      // How CloudEvents ask: deliveries from there are welcome.
      x.getResponseHeaders()
          .set("WebHook-Allowed-Origin", header(x, "WebHook-Request-Origin").orElse("*"));
      return new Answer(200, "");
    }
    JsonNode events = Json.read("events", body);
    return switch (header(x, "aeg-event-type").orElse("")) {
      case "SubscriptionValidation" -> {
        ObjectNode o = Json.object();
        o.set("validationResponse", events.path(0).path("data").path("validationCode"));
        yield new Answer(200, o.toString());
      }
      case "Notification" -> notify(f, events);
      default -> new Answer(400, "");
    };
  }

  /** One call for each event; Event Grid delivers all of them again if one fails. */
  private Answer notify(FunctionJson f, JsonNode events) {
    boolean taken = true;
    for (JsonNode e : events.isArray() ? events : List.of(events)) {
      taken &= calls.call(f, e.toString());
    }
    return new Answer(taken ? 202 : 500, "");
  }

  /** As {@code POST /admin/functions/NAME} with {@code {"input": TEXT}}; returns at its end. */
  private Answer admin(HttpExchange x, Bytes body) throws MalformedInput {
    String name = x.getRequestURI().getPath().substring(ADMIN.length());
    FunctionJson f = functions.get(name);
    if (f == null) {
      return new Answer(404, "");
    }
    String given = Json.readObject("request", body).path("input").asText("");
    TimerListener timer = timers.get(name);
    String text = given.isEmpty() && timer != null ? timer.information() : given;
    return new Answer(calls.call(f, text) ? 202 : 500, "");
  }

  private static Optional<String> header(HttpExchange x, String name) {
    return Optional.ofNullable(x.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
