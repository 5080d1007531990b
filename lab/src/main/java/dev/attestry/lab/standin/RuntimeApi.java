package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's side of the Runtime API (version 2018-06-01) for one instance: hands out events, takes
 * answers, and can lose one. AWS's own runtime client speaks to it.
 */
public final class RuntimeApi implements AutoCloseable {

  /** For one answer of a function, on a machine that has much else to do. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String PATH = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable CountDownLatch> losing = new AtomicReference<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  public static RuntimeApi start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(http);
    http.setExecutor(api.threads);
    http.createContext(PATH + "invocation/next", api::next);
    http.createContext(PATH + "invocation/", api::answer);
    http.createContext(PATH + "init/error", api::answer);
    // A snapshot is taken when an instance asks for this, and the answer comes when one goes on.
    http.createContext(PATH + "restore/next", x -> reply(x, 200, "{}"));
    http.createContext(PATH + "restore/error", api::answer);
    http.start();
    return api;
  }

  /** What the client finds in AWS_LAMBDA_RUNTIME_API. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Hands over an event once the instance asks for one. */
  public void offer(String event) {
    events.add(event);
  }

  /** The instance's next answer; an error begins with the path that it came by. */
  public String answer() throws InterruptedException {
    String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer after " + PATIENCE);
    }
    return answer;
  }

  /**
   * The next answer is lost on its way: the connection ends without a word, and the latch opens.
   */
  CountDownLatch loseNext() {
    CountDownLatch lost = new CountDownLatch(1);
    losing.set(lost);
    return lost;
  }

  private void next(HttpExchange http) throws IOException {
    try {
      String event = events.take();
      http.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
      long deadline = Instant.now().plus(PATIENCE).toEpochMilli();
      http.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
      http.getResponseHeaders()
          .add(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:us-east-1:000000000000:function:f");
      reply(http, 200, event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      http.close();
    }
  }

  private void answer(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getPath();
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    CountDownLatch lost = losing.getAndSet(null);
    if (lost != null) {
      http.close();
      lost.countDown();
      return;
    }
    answers.add(path.endsWith("/response") ? body : path + " " + body);
    reply(http, 202, "{\"status\":\"OK\"}");
  }

  private static void reply(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().add("Content-Type", "application/json");
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
