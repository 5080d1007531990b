package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A fake of Resource Manager's lists of machines (api-version 2024-07-01): of a subscription, of a
 * resource group, and whether one runs. One machine a page. Any token will do.
 */
public final class FakeAzureMachines implements AutoCloseable {

  private static final String MACHINES = "/providers/Microsoft.Compute/virtualMachines";

  private final SortedMap<String, Machine> machines = new TreeMap<>();
  private final LoopbackTls tls = LoopbackTls.make();
  private final Set<String> actions = ConcurrentHashMap.newKeySet();
  private final FakeHttp http;
  private String nextHost = "";

  private record Machine(String power, Map<String, String> tags) {}

  private FakeAzureMachines() throws IOException {
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeAzureMachines start() throws IOException {
    return new FakeAzureMachines();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /**
   * Adds a machine.
   *
   * @param power as in {@code running}, {@code deallocated}
   */
  public synchronized void add(String id, String power, Map<String, String> tags) {
    machines.put(id, new Machine(power, tags));
  }

  /** Next pages are said to be at another host. */
  public synchronized void leadingTo(String host) {
    nextHost = host;
  }

  /** Actions of a role that Azure would have checked for what was asked. */
  public Set<String> actions() {
    return Set.copyOf(actions);
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    actions.add(AzureAction.of(x));
    String path = x.getRequestURI().getPath();
    if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      FakeHttp.answer(x, 401, "application/json", Bytes.utf8("{}"));
    } else if (path.endsWith("/instanceView")) {
      Machine m = machines.get(path.replace("/instanceView", ""));
      ObjectNode o = Json.object();
      ArrayNode statuses = o.putArray("statuses");
      statuses.addObject().put("code", "ProvisioningState/succeeded");
      if (m != null) {
        statuses.addObject().put("code", "PowerState/" + m.power());
      }
      FakeHttp.answer(x, m == null ? 404 : 200, "application/json", Bytes.utf8(o.toString()));
    } else if (path.endsWith(MACHINES)) {
      FakeHttp.answer(x, 200, "application/json", Bytes.utf8(page(x, path).toString()));
    } else {
      FakeHttp.answer(x, 404, "application/json", Bytes.utf8("{}"));
    }
  }

  private ObjectNode page(HttpExchange x, String path) {
    List<String> found =
        machines.keySet().stream()
            .filter(id -> id.startsWith(path.replace(MACHINES, "/")))
            .toList();
    int at = Integer.parseInt(FakeHttp.query(x).getOrDefault("$skiptoken", "0"));
    ObjectNode o = Json.object();
    ArrayNode value = o.putArray("value");
    if (at < found.size()) {
      ObjectNode m = value.addObject().put("id", found.get(at));
      ObjectNode tags = m.putObject("tags");
      Machine machine = machines.getOrDefault(found.get(at), new Machine("", Map.of()));
      machine.tags().forEach(tags::put);
    }
    if (at + 1 < found.size()) {
      String host = nextHost.isEmpty() ? http.endpoint().toString() : nextHost;
      o.put("nextLink", host + path + "?api-version=2024-07-01&$skiptoken=" + (at + 1));
    }
    return o;
  }

  @Override
  public void close() {
    http.close();
  }
}
