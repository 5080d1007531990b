package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A fake of Azure's managed Run Command at Resource Manager, since no stand-in has it: machines,
 * and commands below them that are made, looked at and taken away, by the documentation of {@code
 * virtualMachineRunCommands}. It runs the script in the guest that stands for the machine. Any
 * token will do.
 */
public final class FakeRunCommand implements AutoCloseable {

  /** {@code instanceView.output}: the last 4,096 bytes. */
  private static final int MAX_OUTPUT = 4096;

  /** What a machine holds. */
  private static final int MOST = 25;

  private static final String LOCATION = "westeurope";
  private static final String COMMANDS = "/runCommands";

  private final LoopbackTls tls = LoopbackTls.make();
  private final Map<String, Function<String, Printed>> guests;
  private final Map<String, Running> commands = new ConcurrentHashMap<>();
  private final Queue<Integer> faults = new ConcurrentLinkedQueue<>();
  private final Set<String> actions = ConcurrentHashMap.newKeySet();
  private final FakeHttp http;
  private volatile int afterwards = 201;
  private volatile int full = 409;
  private volatile Duration deletes = Duration.ZERO;

  /** A command; shows as pending at the first look. */
  private static final class Running {
    private final CompletableFuture<Printed> end;
    private boolean seen;

    private Running(CompletableFuture<Printed> end) {
      this.end = end;
    }

    private synchronized Optional<Printed> look() {
      boolean first = !seen;
      seen = true;
      return first || !end.isDone() ? Optional.empty() : Optional.of(end.join());
    }
  }

  private FakeRunCommand(Map<String, Function<String, Printed>> guests) throws IOException {
    this.guests = Map.copyOf(guests);
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /**
   * One on a free port of the loopback.
   *
   * @param guests a machine's resource id to what runs shell commands there
   */
  public static FakeRunCommand start(Map<String, Function<String, Printed>> guests)
      throws IOException {
    return new FakeRunCommand(guests);
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /** Refuses the next request that is not yet answered so. */
  public void refuse(int status) {
    faults.add(status);
  }

  /** From now on says this once a command was made. */
  public void answerCreated(int status) {
    afterwards = status;
  }

  /** How it refuses one command more than a machine holds: Azure's documentation does not say. */
  public void refuseMore(int status) {
    full = status;
  }

  /** How long it takes after its answer until a command is gone. */
  public void deletesWithin(Duration time) {
    deletes = time;
  }

  /** Leaves a command below a machine that has ended, as whoever was killed does. */
  public void leave(String machine, String name) {
    commands.put(
        machine + COMMANDS + "/" + name,
        new Running(CompletableFuture.completedFuture(new Printed(0, ""))));
  }

  /** Commands that nobody took away. */
  public Set<String> left() {
    return Set.copyOf(commands.keySet());
  }

  /** Actions of a role that Azure would have checked for what was asked. */
  public Set<String> actions() {
    return Set.copyOf(actions);
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    actions.add(AzureAction.of(x));
    String path = x.getRequestURI().getPath();
    int at = path.indexOf(COMMANDS);
    Function<String, Printed> guest = guests.get(at < 0 ? path : path.substring(0, at));
    Integer fault = faults.poll();
    if (fault != null) {
      refuse(x, fault, "AFakeSaysSo");
    } else if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      refuse(x, 401, "AuthenticationFailed");
    } else if (guest == null || !FakeHttp.query(x).containsKey("api-version")) {
      refuse(x, 404, "ResourceNotFound");
    } else if (at < 0) {
      answer(x, 200, Json.object().put("id", path).put("location", LOCATION));
    } else if (path.endsWith(COMMANDS)) {
      list(x, path);
    } else {
      command(x, path, guest, body);
    }
  }

  private void list(HttpExchange x, String path) throws IOException {
    ObjectNode o = Json.object();
    ArrayNode all = o.putArray("value");
    for (String id : commands.keySet()) {
      if (id.startsWith(path + "/")) {
        all.addObject().put("id", id).put("name", id.substring(path.length() + 1));
      }
    }
    answer(x, 200, o);
  }

  private void command(HttpExchange x, String path, Function<String, Printed> guest, Bytes body)
      throws IOException {
    switch (x.getRequestMethod()) {
      case "PUT" -> create(x, path, guest, body);
      case "DELETE" -> {
        remove(path);
        FakeHttp.answer(x, deletes.isZero() ? 204 : 202, "application/json", Bytes.EMPTY);
      }
      default -> {
        Running r = commands.get(path);
        if (r == null) {
          refuse(x, 404, "ResourceNotFound");
        } else {
          ObjectNode o = Json.object();
          o.putObject("properties").set("instanceView", view(r));
          answer(x, 200, o);
        }
      }
    }
  }

  private void remove(String path) {
    if (deletes.isZero()) {
      commands.remove(path);
    } else {
      CompletableFuture.delayedExecutor(deletes.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> commands.remove(path));
    }
  }

  private void create(HttpExchange x, String path, Function<String, Printed> guest, Bytes body)
      throws IOException {
    try {
      JsonNode o = Json.readObject("request", body);
      JsonNode script = o.path("properties").path("source").path("script");
      if (!o.path("location").asText().equals(LOCATION) || !script.isTextual()) {
        refuse(x, 400, "InvalidParameter");
        return;
      }
      String below = path.substring(0, path.lastIndexOf('/') + 1);
      long others =
          commands.keySet().stream().filter(c -> c.startsWith(below) && !c.equals(path)).count();
      if (others >= MOST) {
        refuse(x, full, "AFakeIsFull");
        return;
      }
      commands.put(
          path, new Running(CompletableFuture.supplyAsync(() -> guest.apply(script.asText()))));
      answer(x, afterwards, Json.object().put("id", path));
    } catch (MalformedInput e) {
      refuse(x, 400, "InvalidRequestContent");
    }
  }

  private static ObjectNode view(Running r) {
    Optional<Printed> end = r.look();
    if (end.isEmpty()) {
      return Json.object().put("executionState", "Pending");
    }
    byte[] out = end.get().out().getBytes(StandardCharsets.UTF_8);
    byte[] last = Arrays.copyOfRange(out, Math.max(0, out.length - MAX_OUTPUT), out.length);
    return Json.object()
        .put("executionState", end.get().exit() == 0 ? "Succeeded" : "Failed")
        .put("exitCode", end.get().exit())
        .put("output", new String(last, StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange x, int status, ObjectNode body) throws IOException {
    FakeHttp.answer(x, status, "application/json", Bytes.utf8(body.toString()));
  }

  private static void refuse(HttpExchange x, int status, String code) throws IOException {
    ObjectNode o = Json.object();
    o.putObject("error").put("code", code).put("message", "A fake says so.");
    answer(x, status, o);
  }

  @Override
  public void close() {
    http.close();
  }
}
