package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A fake of EC2's query API (2016-11-15): {@code DescribeInstances} with filters by tag and state,
 * one instance a page, or of one instance; {@code DescribeImages} of one image; {@code
 * GetInstanceTpmEkPub}. It looks whether a request is signed for EC2, and not at the signature.
 */
public final class FakeEc2 implements AutoCloseable {

  private static final String SCOPE = "/ec2/aws4_request, ";

  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Map<String, FakeEc2Machine> machines = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
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

  /** Adds an instance that is described in full. */
  public synchronized FakeEc2Machine add(String id, FakeEc2Machine machine) {
    machines.put(id, machine);
    return machine;
  }

  /** The actions that it was asked for. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Refuses the next request that is not yet refused. */
  public void refuse(int status, String code) {
    faults.add(new Answer(status, error(code)));
  }

  private static String error(String code) {
    return "<Response><Errors><Error><Code>"
        + code
        + "</Code><Message>A fake says so.</Message></Error></Errors></Response>";
  }

  /** Answers the next request so. */
  public void answer(String body) {
    faults.add(new Answer(200, body));
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    Map<String, String> form = FakeHttp.form(FakeHttp.body(x));
    Answer fault = faults.poll();
    String action = form.getOrDefault("Action", "");
    asked.add(action);
    Answer a =
        fault != null
            ? fault
            : !FakeHttp.header(x, "Authorization").orElse("").contains(SCOPE)
                    || !"2016-11-15".equals(form.get("Version"))
                ? new Answer(400, "<Response/>")
                : answer(action, form);
    FakeHttp.answer(x, a.status(), "text/xml", Bytes.utf8(a.body()));
  }

  private Answer answer(String action, Map<String, String> form) {
    return switch (action) {
      case "DescribeInstances" ->
          form.containsKey("InstanceId.1")
              ? machine(form, "InstanceId.1")
                  .map(m -> said(action, "<reservationSet>" + m.described() + "</reservationSet>"))
                  .orElseGet(() -> new Answer(400, error("InvalidInstanceID.NotFound")))
              : new Answer(200, page(form));
      case "DescribeImages" ->
          machines.values().stream()
              .filter(m -> m.image().equals(form.get("ImageId.1")))
              .findFirst()
              .map(m -> said(action, "<imagesSet>" + m.describedImage() + "</imagesSet>"))
              .orElseGet(() -> new Answer(400, error("InvalidAMIID.NotFound")));
      case "GetInstanceTpmEkPub" ->
          machine(form, "InstanceId")
              .flatMap(m -> m.key(form))
              .map(k -> said(action, k))
              .orElseGet(() -> new Answer(400, error("InvalidParameterCombination")));
      default -> new Answer(400, error("InvalidAction"));
    };
  }

  private Optional<FakeEc2Machine> machine(Map<String, String> form, String parameter) {
    return Optional.ofNullable(machines.get(form.getOrDefault(parameter, "")));
  }

  private static Answer said(String action, String content) {
    return new Answer(200, "<" + action + "Response>" + content + "</" + action + "Response>");
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

  @Override
  public void close() {
    http.close();
  }
}
