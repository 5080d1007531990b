package dev.attestry.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.SlotsJson;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A guest that answers at a url, over TLS, whatever it is told to: honest, or held by somebody who
 * shows what he likes. On the loopback only.
 */
public final class ToldGuest implements AutoCloseable {

  private static final int MAX_REQUEST = 64 << 10;

  private final LabTls tls = LabTls.of(LabPki.named("told guest"), Instant.now());
  private final AtomicInteger asked = new AtomicInteger();
  private final Function<Bytes, Evidence> answer;
  private final HttpsServer server;

  private ToldGuest(Function<Bytes, Evidence> answer) throws IOException {
    this.answer = answer;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.server()));
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts one.
   *
   * @param answer what it shows, by the first nonce that it is given
   */
  public static ToldGuest start(Function<Bytes, Evidence> answer) throws IOException {
    return new ToldGuest(answer);
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/evidence";
  }

  /** What a route must trust to ask it, in PEM. */
  public Bytes authority() {
    return tls.authority();
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      Bytes request = Bytes.of(exchange.getRequestBody().readNBytes(MAX_REQUEST));
      Bytes nonce = SlotsJson.parse(request).all().iterator().next();
      byte[] body = Cmw.encode(answer.apply(nonce), Collateral.NONE).toArray();
      exchange.getResponseHeaders().set("Content-Type", Cmw.MEDIA_TYPE);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
