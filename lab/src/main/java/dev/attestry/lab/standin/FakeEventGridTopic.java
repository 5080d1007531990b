package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A fake of a topic of Azure Event Grid that takes CloudEvents, since no stand-in could be had: a
 * batch of at most 1 MiB with a token, as the documentation of its data plane says. It delivers to
 * nobody.
 */
public final class FakeEventGridTopic implements AutoCloseable {

  private static final int MAX_LENGTH = 1 << 20;
  private static final String BATCH = "application/cloudevents-batch+json";

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger(Integer.MAX_VALUE);
  private final LoopbackTls tls;
  private final FakeHttp http;

  private FakeEventGridTopic(LoopbackTls tls) throws IOException {
    this.tls = tls;
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeEventGridTopic start() throws IOException {
    return start(LoopbackTls.make());
  }

  static FakeEventGridTopic start(LoopbackTls tls) throws IOException {
    return new FakeEventGridTopic(tls);
  }

  /** The topic's endpoint, as Azure shows it. */
  public URI endpoint() {
    return http.endpoint().resolve("/api/events");
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /** What it took. */
  public List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** After so many requests more it takes none: access from public networks is switched off. */
  public void shutAfter(int requests) {
    open.set(requests);
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    FakeHttp.answer(x, take(x, body), "application/json", Bytes.EMPTY);
  }

  private int take(HttpExchange x, Bytes body) {
    if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      return 401;
    }
    if (open.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      return 403;
    }
    if (!x.getRequestURI().getPath().equals("/api/events")) {
      return 404;
    }
    if (body.length() > MAX_LENGTH) {
      return 413;
    }
    if (FakeHttp.header(x, "Content-Type").filter(t -> t.startsWith(BATCH)).isEmpty()) {
      return 400;
    }
    try {
      Json.read("events", body).forEach(events::add);
      return 200;
    } catch (MalformedInput e) {
      return 400;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
