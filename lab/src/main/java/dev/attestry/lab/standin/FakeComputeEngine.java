package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A fake of Compute Engine (v1), since no stand-in has it: machines, their metadata with its
 * fingerprint, guest attributes and the identity of Shielded VMs, by Google's documentation. No
 * credentials.
 */
public final class FakeComputeEngine implements AutoCloseable {

  private static final String BASE = "/compute/v1/";

  /** Of one item of metadata. */
  private static final int LONGEST = 256 << 10;

  private final Map<String, FakeMachine> machines = new ConcurrentHashMap<>();
  private final Queue<Refusal> faults = new ConcurrentLinkedQueue<>();
  private final FakeHttp http;

  private FakeComputeEngine() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  private record Refusal(int status, String reason) {}

  /** One on a free port of the loopback. */
  public static FakeComputeEngine start() throws IOException {
    return new FakeComputeEngine();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /**
   * A new machine that runs, with guest attributes switched on.
   *
   * @param name {@code projects/P/zones/Z/instances/I}
   * @param identity what the API says of its vTPM's keys, in JSON
   */
  public FakeMachine create(String name, String id, Bytes identity) {
    FakeMachine m = new FakeMachine(name, id, identity);
    machines.put(name, m);
    return m;
  }

  /** Refuses the next request that is not yet refused. */
  public void refuse(int status, String reason) {
    faults.add(new Refusal(status, reason));
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    String path = x.getRequestURI().getPath();
    Refusal fault = faults.poll();
    if (fault != null) {
      refuse(x, fault.status(), fault.reason(), "A fake says so.");
      return;
    }
    String resource = path.startsWith(BASE) ? path.substring(BASE.length()) : "";
    if (FakeInstanceLists.are(resource)) {
      FakeInstanceLists.answer(x, resource, machines, body);
      return;
    }
    int verb = resource.indexOf('/', resource.indexOf("/instances/") + "/instances/".length());
    FakeMachine m = machines.get(verb < 0 ? resource : resource.substring(0, verb));
    String asked = x.getRequestMethod() + (verb < 0 ? "" : resource.substring(verb));
    if (m == null) {
      refuse(x, 404, "notFound", "The resource '" + resource + "' was not found");
      return;
    }
    switch (asked) {
      case "GET" -> answer(x, m.describe());
      case "GET/getShieldedInstanceIdentity" -> answer(x, m.identity());
      case "GET/getGuestAttributes" -> attributes(x, m);
      case "POST/setMetadata" -> metadata(x, m, body);
      default -> refuse(x, 404, "notFound", "no such method");
    }
  }

  private static void metadata(HttpExchange x, FakeMachine m, Bytes body) throws IOException {
    try {
      ObjectNode o = Json.readObject("request", body);
      boolean fits =
          o.path("items").valueStream().allMatch(i -> i.path("value").asText().length() <= LONGEST);
      if (!fits) {
        refuse(x, 400, "invalid", "Value for field is too large");
      } else if (m.replace(o)) {
        answer(x, Json.object().put("kind", "compute#operation").put("status", "RUNNING"));
      } else {
        refuse(
            x,
            412,
            "conditionNotMet",
            "Supplied fingerprint does not match current metadata fingerprint.");
      }
    } catch (MalformedInput e) {
      refuse(x, 400, "parseError", "no JSON");
    }
  }

  /** A namespace in which nobody has written is not found. */
  private static void attributes(HttpExchange x, FakeMachine m) throws IOException {
    String path = FakeHttp.query(x).getOrDefault("queryPath", "");
    SortedMap<String, String> all = m.attributes();
    if (!path.equals("attestry/") || all.isEmpty()) {
      refuse(
          x,
          404,
          "notFound",
          "The resource '" + path + "' of type 'Guest Attribute' was not found.");
      return;
    }
    ObjectNode o = Json.object().put("kind", "compute#guestAttributes").put("queryPath", path);
    ArrayNode items = o.putObject("queryValue").putArray("items");
    all.forEach(
        (k, v) -> items.addObject().put("namespace", "attestry").put("key", k).put("value", v));
    answer(x, o);
  }

  private static void answer(HttpExchange x, ObjectNode body) throws IOException {
    FakeHttp.answer(x, 200, "application/json", Bytes.utf8(body.toString()));
  }

  private static void refuse(HttpExchange x, int status, String reason, String message)
      throws IOException {
    ObjectNode o = Json.object();
    ObjectNode e = o.putObject("error").put("code", status).put("message", message);
    e.putArray("errors")
        .addObject()
        .put("domain", "global")
        .put("reason", reason)
        .put("message", message);
    FakeHttp.answer(x, status, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
