package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.Collected.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instances of Compute Engine by a label, in one project, or by their instance group. */
public final class GoogleInstances implements SelectedSource.Instances {

  private static final Pattern LABEL =
      Pattern.compile("([a-z][a-z0-9_-]{0,62})=([a-z0-9_-]{0,63})");
  private static final Pattern GROUP =
      Pattern.compile(
          "projects/[a-z0-9:.-]{1,100}/(zones|regions)/[a-z0-9-]{1,63}/instanceGroups/[a-z0-9-]{1,63}");
  private static final String COMPUTE = "/compute/v1/";
  private static final int MAX_PAGES = 20;

  private final GoogleClients clients;
  private final Optional<String> project;
  private final Duration timeout;

  /**
   * @param project where labels are looked for
   * @param timeout for all pages together
   */
  public GoogleInstances(GoogleClients clients, Optional<String> project, Duration timeout) {
    this.clients = clients;
    this.project = project;
    this.timeout = timeout;
  }

  @Override
  public List<String> running(String selector, String value) throws NoAnswer, InterruptedException {
    GoogleApi api = new GoogleApi(clients, timeout);
    return selector.equals("group") ? ofGroup(api, value) : labelled(api, value);
  }

  private List<String> labelled(GoogleApi api, String value) throws NoAnswer, InterruptedException {
    Matcher m = LABEL.matcher(value);
    if (!m.matches()) {
      throw new NoAnswer(Reason.NO_INSTANCE, "a selector by tag is key=value, of a label");
    }
    if (project.isEmpty()) {
      throw new NoAnswer(
          Reason.NO_INSTANCE, "ATTESTRY_PROJECT does not say where labels are looked for");
    }
    String filter =
        "(labels.%s = \"%s\") AND (status = \"RUNNING\")".formatted(m.group(1), m.group(2));
    String all = "projects/" + project.get() + "/aggregated/instances?filter=" + encoded(filter);
    List<String> found = new ArrayList<>();
    String token = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      ObjectNode o = api.call(Call.INSTANCES, all + token, Optional.empty()).json();
      for (JsonNode zone : o.path("items")) {
        for (JsonNode i : zone.path("instances")) {
          found.add(id(i.path("selfLink").asText()));
        }
      }
      if (!o.path("nextPageToken").isTextual()) {
        return found;
      }
      token = "&pageToken=" + encoded(o.path("nextPageToken").textValue());
    }
    throw tooMany();
  }

  private static List<String> ofGroup(GoogleApi api, String value)
      throws NoAnswer, InterruptedException {
    if (!GROUP.matcher(value).matches()) {
      throw new NoAnswer(
          Reason.NO_INSTANCE, "a selector by group is projects/P/zones/Z/instanceGroups/G");
    }
    List<String> found = new ArrayList<>();
    String token = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      ObjectNode o =
          api.call(
                  Call.GROUP,
                  value + "/listInstances" + token,
                  Optional.of(Json.object().put("instanceState", "RUNNING")))
              .json();
      for (JsonNode i : o.path("items")) {
        found.add(id(i.path("instance").asText()));
      }
      if (!o.path("nextPageToken").isTextual()) {
        return found;
      }
      token = "?pageToken=" + encoded(o.path("nextPageToken").textValue());
    }
    throw tooMany();
  }

  private static NoAnswer tooMany() {
    return new NoAnswer(Reason.REFUSED, "Google has more instances of it than are looked at");
  }

  /** Of a link: what follows the API's version. */
  private static String id(String link) {
    try {
      String path = URI.create(link).getPath();
      return path == null ? "" : path.substring(path.indexOf(COMPUTE) + COMPUTE.length());
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return ""; // No machine has this id; the route says so.
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
