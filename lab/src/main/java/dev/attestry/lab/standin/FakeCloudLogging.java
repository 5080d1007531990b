package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake of Cloud Logging's {@code entries:list} for one filter: a log, an instance and a time. Its
 * first pages are empty and say that more follow, as Google's may. No credentials.
 */
public final class FakeCloudLogging implements AutoCloseable {

  private static final Pattern FILTER =
      Pattern.compile(
          "logName=\"([^\"]+)\" AND resource\\.labels\\.instance_id=\"([0-9]+)\""
              + " AND timestamp>=\"([0-9T:.-]+Z)\"");

  private final List<ObjectNode> entries = new ArrayList<>();
  private final FakeHttp http;
  private boolean forbidden;
  private int longest = Integer.MAX_VALUE;
  private int empty = 1;

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

  /** How many pages are empty before the first that is not. */
  public synchronized void emptyPages(int many) {
    empty = many;
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
        FakeCloudKms.answer(x, page(ask, entries(m)));
      }
    } catch (MalformedInput e) {
      FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
    }
  }

  /** What a filter asks for, the newest first. */
  private List<ObjectNode> entries(Matcher filter) {
    Instant since = Instant.parse(filter.group(3));
    return entries.stream()
        .filter(e -> e.path("logName").asText().equals(filter.group(1)))
        .filter(e -> e.at("/resource/labels/instance_id").asText().equals(filter.group(2)))
        .filter(e -> !written(e).isBefore(since))
        .sorted(Comparator.comparing(FakeCloudLogging::written).reversed())
        .toList();
  }

  private static Instant written(ObjectNode entry) {
    return Instant.parse(entry.path("timestamp").asText());
  }

  /** A token is how many entries were given; while none was, less than nothing. */
  private ObjectNode page(ObjectNode ask, List<ObjectNode> all) {
    ObjectNode answer = Json.object();
    int from = ask.path("pageToken").asInt(-empty);
    if (from < 0) {
      return answer.put("nextPageToken", String.valueOf(from + 1));
    }
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
