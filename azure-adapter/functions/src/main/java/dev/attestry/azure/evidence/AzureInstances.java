package dev.attestry.azure.evidence;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.Collected.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Machines of one subscription by a tag, or by their resource group. */
public final class AzureInstances implements SelectedSource.Instances {

  private static final String VERSION = "?api-version=2024-07-01";
  private static final String MACHINES = "/providers/Microsoft.Compute/virtualMachines";
  private static final int MAX_PAGES = 20;

  /** Each is asked whether it runs. */
  private static final int MOST = 20;

  private final HttpPipeline pipeline;
  private final String management;
  private final Optional<String> subscription;
  private final Duration timeout;

  /**
   * @param pipeline brings our token to Resource Manager
   * @param management its address
   * @param subscription where machines are looked for
   * @param timeout for all calls together
   */
  public AzureInstances(
      HttpPipeline pipeline, String management, Optional<String> subscription, Duration timeout) {
    this.pipeline = pipeline;
    this.management = management;
    this.subscription = subscription;
    this.timeout = timeout;
  }

  @Override
  public List<String> running(String selector, String value) throws NoAnswer, InterruptedException {
    String in = subscription.orElse("");
    if (!in.matches("[0-9a-f-]{36}")) {
      throw new NoAnswer(
          Reason.NO_INSTANCE, "ATTESTRY_SUBSCRIPTION does not say where machines are looked for");
    }
    AzureApi api = AzureApi.of(pipeline, AzureApi.MANAGER, timeout);
    String all = management + "/subscriptions/" + in;
    if (selector.equals("group")) {
      if (!value.matches("[A-Za-z0-9._()-]{1,90}")) {
        throw new NoAnswer(
            Reason.NO_INSTANCE, "a selector by group is the name of a resource group");
      }
      return running(api, machines(api, all + "/resourceGroups/" + value + MACHINES, m -> true));
    }
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new NoAnswer(Reason.NO_INSTANCE, "a selector by tag is key=value");
    }
    String key = value.substring(0, equals);
    String wanted = value.substring(equals + 1);
    return running(
        api, machines(api, all + MACHINES, m -> m.path("tags").path(key).asText().equals(wanted)));
  }

  private List<String> machines(AzureApi api, String url, Predicate<JsonNode> wanted)
      throws NoAnswer, InterruptedException {
    List<String> found = new ArrayList<>();
    String next = url + VERSION;
    for (int page = 0; page < MAX_PAGES; page++) {
      ObjectNode o = api.ask(HttpMethod.GET, next, Optional.empty());
      for (JsonNode m : o.path("value")) {
        if (wanted.test(m)) {
          found.add(m.path("id").asText());
        }
      }
      next = o.path("nextLink").asText();
      if (next.isEmpty()) {
        return found;
      }
      if (!next.startsWith(management + "/")) {
        throw new NoAnswer(Reason.UNREACHABLE, "Resource Manager's next page is not there");
      }
    }
    throw new NoAnswer(Reason.REFUSED, "Azure has more machines than are looked at");
  }

  private List<String> running(AzureApi api, List<String> machines)
      throws NoAnswer, InterruptedException {
    if (machines.size() > MOST) {
      throw new NoAnswer(Reason.REFUSED, "the selector names " + machines.size() + " machines");
    }
    List<String> up = new ArrayList<>();
    for (String id : machines) {
      JsonNode view =
          api.ask(HttpMethod.GET, management + id + "/instanceView" + VERSION, Optional.empty());
      for (JsonNode s : view.path("statuses")) {
        if (s.path("code").asText().equals("PowerState/running")) {
          up.add(id);
        }
      }
    }
    return up;
  }
}
