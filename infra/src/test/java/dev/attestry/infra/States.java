package dev.attestry.infra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Keeps what Terraform knows of what it made, in memory: its own file it would write anew after
 * each resource. One configuration's.
 */
final class States implements AutoCloseable {

  private final HttpServer server;
  private volatile byte[] newest;

  private States(HttpServer server, byte[] first) {
    this.server = server;
    this.newest = first;
  }

  static States start() {
    return startingFrom(new byte[0]);
  }

  /** Of a configuration that was applied before. */
  static States startingFrom(byte[] first) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      States states = new States(server, first.clone());
      server.createContext("/", states::answer);
      server.start();
      return states;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange e) throws IOException {
    try (e) {
      if (e.getRequestMethod().equals("POST")) {
        newest = e.getRequestBody().readAllBytes();
        e.sendResponseHeaders(200, -1);
      } else if (newest.length == 0) {
        e.sendResponseHeaders(404, -1);
      } else {
        e.sendResponseHeaders(200, newest.length);
        e.getResponseBody().write(newest);
      }
    }
  }

  /** What Terraform is told of it. */
  Map<String, String> environment() {
    return Map.of("TF_HTTP_ADDRESS", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** As Terraform wrote it last: its format 4. */
  byte[] newest() {
    return newest.clone();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
