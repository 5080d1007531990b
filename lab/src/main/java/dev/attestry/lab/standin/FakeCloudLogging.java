package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake of Cloud Logging's {@code entries:list} for one filter: a log and an instance. Its first
 * page is empty and says that more follow, as Google's may. No credentials.
 */
public final class FakeCloudLogging implements AutoCloseable {

  private static final Pattern FILTER =
      Pattern.compile("logName=\"([^\"]+)\" AND resource\\.labels\\.instance_id=\"([0-9]+)\"");

  private final List<ObjectNode> entries = new ArrayList<>();
  private final FakeHttp http;
  private boolean forbidden;
  private int longest = Integer.MAX_VALUE;

  private FakeCloudLogging() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeCloudLogging start() throws IOException {
    return new FakeCloudLogging();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** Writes an entry. */
  public synchronized void write(Bytes entry) throws MalformedInput {
    entries.add(Json.readObject("entry", entry));
  }

  /** Whether we have no right to read. */
  public synchronized void forbidden(boolean is) {
    forbidden = is;
  }

  /** How many entries a page has at most, whatever is asked for: Google may give fewer. */
  public synchronized void shortPages(int most) {
    longest = most;
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    try {
      ObjectNode ask = Json.readObject("request", body);
      Matcher m = FILTER.matcher(ask.path("filter").asText());
      if (forbidden) {
        FakeCloudKms.refuse(x, 403, "PERMISSION_DENIED");
      } else if (!x.getRequestURI().getPath().equals("/v2/entries:list")
          || !m.matches()
          || !m.group(1).startsWith(ask.path("resourceNames").path(0).asText() + "/")
          || !ask.path("orderBy").asText().equals("timestamp desc")) {
        FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
      } else {
        FakeCloudKms.answer(x, page(ask, m.group(1), m.group(2)));
      }
    } catch (MalformedInput e) {
      FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
    }
  }

  private ObjectNode page(ObjectNode ask, String log, String instance) {
    ObjectNode answer = Json.object();
    if (!ask.has("pageToken")) {
      return answer.put("nextPageToken", "0");
    }
    List<ObjectNode> all =
        entries.stream()
            .filter(e -> e.path("logName").asText().equals(log))
            .filter(e -> e.at("/resource/labels/instance_id").asText().equals(instance))
            .sorted(Comparator.comparing((ObjectNode e) -> e.path("timestamp").asText()).reversed())
            .toList();
    int from = ask.path("pageToken").asInt();
    int to = Math.min(all.size(), from + Math.min(longest, ask.path("pageSize").asInt(50)));
    ArrayNode list = answer.putArray("entries");
    all.subList(from, to).forEach(list::add);
    return to < all.size() ? answer.put("nextPageToken", String.valueOf(to)) : answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
