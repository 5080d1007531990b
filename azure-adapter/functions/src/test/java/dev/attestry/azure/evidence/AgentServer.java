package dev.attestry.azure.evidence;

import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.SlotsJson;
import dev.attestry.sweep.Collected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** An agent in a guest that answers at a URL, whatever the value of its one slot. */
record AgentServer(HttpServer server) implements AutoCloseable {

  static AgentServer start(Function<Bytes, Collected.Received> guest) throws IOException {
    HttpServer s = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    s.createContext(
        "/",
        x -> {
          try (x) {
            Bytes slot =
                SlotsJson.parse(Bytes.of(x.getRequestBody().readAllBytes())).whole().orElseThrow();
            Collected.Received r = guest.apply(slot);
            byte[] body = Cmw.encode(r.evidence(), r.collateral()).toArray();
            x.sendResponseHeaders(200, body.length);
            x.getResponseBody().write(body);
          } catch (MalformedInput e) {
            throw new IOException(e);
          }
        });
    s.start();
    return new AgentServer(s);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
