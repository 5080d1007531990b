package dev.attestry.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.SlotsJson;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lab attesters behind the neutral route: {@code POST /<name>} with the nonces, answered by a CMW
 * collection, as an agent in a guest does. On the loopback only.
 */
public final class EvidenceServer implements AutoCloseable {

  private static final int MAX_REQUEST = 64 << 10;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, LabAttester> attesters = new ConcurrentHashMap<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private final LabAttesters make;
  private final InstantSource clock;

  private EvidenceServer(HttpServer server, LabAttesters make, InstantSource clock) {
    this.server = server;
    this.make = make;
    this.clock = clock;
  }

  /**
   * A server on a free port.
   *
   * @param home a folder that keeps the lab's keys between runs
   */
  public static EvidenceServer start(Path home, InstantSource clock, SecureRandom random)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EvidenceServer s =
        new EvidenceServer(
            http, new LabAttesters(new LabStore(home, random), clock.instant()), clock);
    http.createContext("/", s::handle);
    http.setExecutor(s.executor);
    http.start();
    return s;
  }

  /**
   * Adds an attester.
   *
   * @param scheme name of the scheme of its evidence
   * @param runs what it runs, in words
   * @return its URL
   */
  public String add(String name, String scheme, String runs) throws IOException {
    attesters.put("/" + name, make.make(name, scheme, runs));
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** What happens once, when an attester was asked and before it answers. */
  public void beforeAnswer(String name, Runnable what) {
    before.put("/" + name, what);
  }

  /** What anchors its evidence; complete once all attesters are added. */
  public TrustAnchors anchors() {
    return TrustAnchors.of(make.anchors());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      LabAttester attester = attesters.get(exchange.getRequestURI().getPath());
      if (attester == null || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Bytes asked = Bytes.of(exchange.getRequestBody().readNBytes(MAX_REQUEST));
      Optional.ofNullable(before.remove(exchange.getRequestURI().getPath()))
          .ifPresent(Runnable::run);
      try {
        Collected.Received r = attester.answer(SlotsJson.parse(asked), clock.instant());
        byte[] body = Cmw.encode(r.evidence(), r.collateral()).toArray();
        exchange.getResponseHeaders().set("Content-Type", Cmw.MEDIA_TYPE);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } catch (MalformedInput e) {
        exchange.sendResponseHeaders(400, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
