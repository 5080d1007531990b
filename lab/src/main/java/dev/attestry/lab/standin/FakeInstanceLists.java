package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compute Engine's lists of machines, in {@link FakeComputeEngine}: by one label and the state of
 * running, and of an instance group. One machine a page.
 */
final class FakeInstanceLists {

  private static final Pattern FILTER =
      Pattern.compile(
          "\\(labels\\.([a-z_-]+) = \"([a-z0-9_-]*)\"\\) AND \\(status = \"RUNNING\"\\)");
  private static final String LINK = "https://www.googleapis.com/compute/v1/";

  private FakeInstanceLists() {}

  /** Whether a path is of a list. */
  static boolean are(String resource) {
    return resource.endsWith("/aggregated/instances") || resource.endsWith("/listInstances");
  }

  /** Answers; a filter or a group that it does not know is refused. */
  static void answer(HttpExchange x, String resource, Map<String, FakeMachine> machines, Bytes body)
      throws IOException {
    Map<String, String> q = FakeHttp.query(x);
    boolean group = resource.endsWith("/listInstances");
    Matcher m = FILTER.matcher(q.getOrDefault("filter", ""));
    if (group ? !body.utf8().contains("\"RUNNING\"") : !m.matches()) {
      FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
      return;
    }
    String of = resource.replace("/listInstances", "");
    List<String> found =
        machines.entrySet().stream()
            .filter(e -> e.getValue().runs())
            .filter(
                e ->
                    group
                        ? e.getValue().label("group").equals(of)
                        : e.getKey().startsWith(resource.replace("/aggregated/instances", "/"))
                            && e.getValue().label(m.group(1)).equals(m.group(2)))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    int at = Integer.parseInt(q.getOrDefault("pageToken", "0"));
    ObjectNode o = Json.object();
    ArrayNode items =
        group
            ? o.putArray("items")
            : o.putObject("items").putObject("zones/a").putArray("instances");
    if (at < found.size()) {
      items.addObject().put(group ? "instance" : "selfLink", LINK + found.get(at));
    }
    if (at + 1 < found.size()) {
      o.put("nextPageToken", Integer.toString(at + 1));
    }
    FakeCloudKms.answer(x, o);
  }
}
