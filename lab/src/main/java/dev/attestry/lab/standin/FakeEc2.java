package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A fake of EC2's query API (2016-11-15) for {@code DescribeInstances} with filters by tag and
 * state: one instance a page. It looks whether a request is signed for EC2, and not at the
 * signature.
 */
public final class FakeEc2 implements AutoCloseable {

  private static final String SCOPE = "/ec2/aws4_request, ";

  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();
  private final FakeHttp http;

  private record Instance(String state, Map<String, String> tags) {}

  private record Answer(int status, String body) {}

  private FakeEc2() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeEc2 start() throws IOException {
    return new FakeEc2();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** Adds an instance. */
  public synchronized void add(String id, String state, Map<String, String> tags) {
    instances.put(id, new Instance(state, tags));
  }

  /** Refuses the next request that is not yet refused. */
  public void refuse(int status, String code) {
    faults.add(
        new Answer(
            status,
            "<Response><Errors><Error><Code>"
                + code
                + "</Code><Message>A fake says so.</Message></Error></Errors></Response>"));
  }

  /** Answers the next request so. */
  public void answer(String body) {
    faults.add(new Answer(200, body));
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    Map<String, String> form = form(FakeHttp.body(x).utf8());
    Answer fault = faults.poll();
    if (fault != null) {
      FakeHttp.answer(x, fault.status(), "text/xml", Bytes.utf8(fault.body()));
    } else if (!FakeHttp.header(x, "Authorization").orElse("").contains(SCOPE)
        || !"DescribeInstances".equals(form.get("Action"))
        || !"2016-11-15".equals(form.get("Version"))) {
      FakeHttp.answer(x, 400, "text/xml", Bytes.utf8("<Response/>"));
    } else {
      FakeHttp.answer(x, 200, "text/xml", Bytes.utf8(page(form)));
    }
  }

  private String page(Map<String, String> form) {
    List<String> ids =
        instances.entrySet().stream()
            .filter(e -> matches(e.getValue(), form))
            .map(Map.Entry::getKey)
            .toList();
    int at = Integer.parseInt(form.getOrDefault("NextToken", "0"));
    String item =
        at < ids.size()
            ? "<item><instancesSet><item><instanceId>"
                + ids.get(at)
                + "</instanceId><networkInterfaceSet><item><attachment><instanceId>i-other"
                + "</instanceId></attachment></item></networkInterfaceSet></item></instancesSet></item>"
            : "";
    String next = at + 1 < ids.size() ? "<nextToken>" + (at + 1) + "</nextToken>" : "";
    return "<?xml version=\"1.0\"?>\n<DescribeInstancesResponse><reservationSet>"
        + item
        + "</reservationSet>"
        + next
        + "</DescribeInstancesResponse>";
  }

  private static boolean matches(Instance i, Map<String, String> form) {
    for (int n = 1; form.containsKey("Filter." + n + ".Name"); n++) {
      String name = form.getOrDefault("Filter." + n + ".Name", "");
      String value = form.getOrDefault("Filter." + n + ".Value.1", "");
      String found =
          name.startsWith("tag:") ? i.tags().getOrDefault(name.substring(4), "") : i.state();
      if (!found.equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> form(String body) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String p : body.split("&", -1)) {
      int eq = p.indexOf('=');
      if (eq > 0) {
        all.put(p.substring(0, eq), URLDecoder.decode(p.substring(eq + 1), StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  @Override
  public void close() {
    http.close();
  }
}
