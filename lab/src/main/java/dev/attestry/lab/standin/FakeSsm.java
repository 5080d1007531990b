package dev.attestry.lab.standin;

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
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A fake of the two calls of AWS Systems Manager that evidence is pulled with, since no stand-in
 * runs commands: {@code SendCommand} and {@code GetCommandInvocation}, by AWS's documentation of
 * their API. It runs the document's commands in the guest that stands for the instance. Signatures
 * and permissions are not checked, rates not limited but on demand.
 */
public final class FakeSsm implements AutoCloseable {

  /** GetCommandInvocation, StandardOutputContent: "the first 24,000 characters". */
  private static final int MAX_OUTPUT = 24_000;

  private static final int MAX_REQUEST = 64 << 10;
  private static final String TARGET = "AmazonSSM.";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SsmFaults faults = new SsmFaults();
  private final String name;
  private final SsmDocument document;
  private final Map<String, Function<String, Printed>> guests;
  private final Map<String, Command> commands = new ConcurrentHashMap<>();

  private FakeSsm(
      HttpServer server,
      String name,
      SsmDocument document,
      Map<String, Function<String, Printed>> guests) {
    this.server = server;
    this.name = name;
    this.document = document;
    this.guests = Map.copyOf(guests);
  }

  private static final class Command {
    private final CompletableFuture<Printed> end;
    private boolean visible;

    private Command(CompletableFuture<Printed> end) {
      this.end = end;
    }

    /** What was sent shows a little later: never at the first look. */
    private synchronized boolean wasVisible() {
      boolean was = visible;
      visible = true;
      return was;
    }
  }

  /** AWS's error of this name. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    private Refused(int status, String code) {
      super(code);
      this.status = status;
      this.code = code;
    }
  }

  /**
   * Starts one on a free loopback port.
   *
   * @param name of the one document that there is
   * @param document its content
   * @param guests instance id to what runs shell commands there
   */
  public static FakeSsm start(
      String name, Path document, Map<String, Function<String, Printed>> guests)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeSsm s = new FakeSsm(http, name, SsmDocument.read(document), guests);
    http.createContext("/", s::handle);
    http.setExecutor(s.executor);
    http.start();
    return s;
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public SsmFaults faults() {
    return faults;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode answer;
      int status = 200;
      try {
        answer = answer(exchange);
      } catch (Refused e) {
        status = e.status;
        answer = Json.object().put("__type", e.code).put("message", "by the fake");
      } catch (MalformedInput e) {
        status = 400;
        answer = Json.object().put("__type", "SerializationException");
      }
      byte[] body = Bytes.utf8(answer.toString()).toArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode answer(HttpExchange exchange) throws IOException, Refused, MalformedInput {
    Bytes body = Bytes.of(exchange.getRequestBody().readNBytes(MAX_REQUEST));
    SsmFaults.Refusal fault = faults.next();
    if (fault.status() != 200) {
      throw new Refused(fault.status(), fault.code());
    }
    if (!header(exchange, "Authorization").contains("/ssm/aws4_request")) {
      throw new Refused(403, "MissingAuthenticationTokenException");
    }
    JsonNode request = Json.readObject("request", body);
    return switch (header(exchange, "X-Amz-Target")) {
      case TARGET + "SendCommand" -> send(request);
      case TARGET + "GetCommandInvocation" -> invocation(request);
      default -> throw new Refused(400, "UnknownOperationException");
    };
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private ObjectNode send(JsonNode request) throws Refused {
    if (!request.path("DocumentName").asText().equals(name)) {
      throw new Refused(400, "InvalidDocument");
    }
    if (request.path("TimeoutSeconds").asInt(30) < 30) {
      throw new Refused(400, "ValidationException");
    }
    String instance = request.path("InstanceIds").path(0).asText();
    Optional<Function<String, Printed>> guest = Optional.ofNullable(guests.get(instance));
    if (guest.isEmpty() || request.path("InstanceIds").size() != 1) {
      throw new Refused(400, "InvalidInstanceId");
    }
    String lines =
        document
            .commands(request.path("Parameters"))
            .orElseThrow(() -> new Refused(400, "InvalidParameters"));
    String id = UUID.randomUUID().toString();
    CompletableFuture<Printed> end =
        faults.stuck()
            ? new CompletableFuture<>()
            : CompletableFuture.supplyAsync(() -> guest.get().apply(lines), executor);
    commands.put(id + instance, new Command(end));
    ObjectNode answer = Json.object();
    answer.putObject("Command").put("CommandId", id).put("Status", "Pending");
    return answer;
  }

  private ObjectNode invocation(JsonNode request) throws Refused {
    String id = request.path("CommandId").asText();
    String instance = request.path("InstanceId").asText();
    Command command = commands.get(id + instance);
    if (command == null || !command.wasVisible()) {
      throw new Refused(400, "InvocationDoesNotExist");
    }
    ObjectNode answer = Json.object().put("CommandId", id).put("InstanceId", instance);
    if (!command.end.isDone()) {
      return answer
          .put("Status", "InProgress")
          .put("ResponseCode", -1)
          .put("StandardOutputContent", "");
    }
    Printed p = command.end.join();
    String out = faults.altered(p.out());
    return answer
        .put("Status", p.exit() == 0 ? "Success" : "Failed")
        .put("ResponseCode", p.exit())
        .put("StandardOutputContent", out.substring(0, Math.min(MAX_OUTPUT, out.length())));
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
