package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One machine at Compute Engine.
 *
 * @param name {@code projects/P/zones/Z/instances/I}
 * @param random jitter between attempts
 */
record Machine(GoogleApi api, String name, RandomGenerator random) {

  /** The metadata that the agent in the guest looks at. */
  private static final String REQUEST = "attestry-request";

  private static final String SWITCH = "enable-guest-attributes";
  private static final String NAMESPACE = "attestry";
  private static final int ATTEMPTS = 6;
  private static final long FIRST_WAIT_MILLIS = 100;

  /** {@code projects/P}. */
  String project() {
    return name.substring(0, name.indexOf("/zones/"));
  }

  /** Of {@code europe-west3-a}: {@code europe-west3}. */
  String region() {
    String zone = name.substring(name.indexOf("/zones/") + 7, name.indexOf("/instances/"));
    return zone.substring(0, Math.max(zone.lastIndexOf('-'), 0));
  }

  /** What the API says of the vTPM's keys, as received. */
  Bytes identity() throws NoAnswer, InterruptedException {
    GoogleApi.Answer a = api.call(Call.IDENTITY, name, Optional.empty());
    a.json();
    return a.body();
  }

  /** What the API says of a machine that runs. */
  ObjectNode running() throws NoAnswer, InterruptedException {
    ObjectNode o = api.call(Call.INSTANCE, name, Optional.empty()).json();
    if (!o.path("status").asText().equals("RUNNING")) {
      throw new NoAnswer(Reason.UNREACHABLE, "the machine does not run");
    }
    return o;
  }

  /**
   * Puts a request into the machine's metadata, beside all that stands there: the fingerprint lets
   * nobody's change get lost, and who was faster is read again.
   */
  void ask(String request) throws NoAnswer, InterruptedException {
    for (int n = 0; n < ATTEMPTS; n++) {
      ObjectNode with = with(request, running().path("metadata"));
      GoogleApi.Answer a = api.call(Call.SET_METADATA, name, Optional.of(with));
      if (a.good()) {
        return;
      }
      if (a.status() != 412) {
        throw a.refused();
      }
      Thread.sleep(random.nextLong(FIRST_WAIT_MILLIS << n));
    }
    throw new NoAnswer(Reason.UNREACHABLE, "others change the machine's metadata all the time");
  }

  private static ObjectNode with(String request, JsonNode metadata) throws NoAnswer {
    if (!(metadata instanceof ObjectNode now) || !now.path("fingerprint").isTextual()) {
      throw new NoAnswer(Reason.UNREACHABLE, "Google's answer has no fingerprint of the metadata");
    }
    ObjectNode next = now.deepCopy();
    ArrayNode items = next.putArray("items");
    for (JsonNode i : now.path("items")) {
      if (i.path("key").asText().equals(SWITCH)
          && i.path("value").asText().equalsIgnoreCase("false")) {
        throw new NoAnswer(Reason.REFUSED, "the machine's guest attributes are switched off");
      }
      if (!i.path("key").asText().equals(REQUEST)) {
        items.add(i);
      }
    }
    items.addObject().put("key", REQUEST).put("value", request);
    return next;
  }

  /** What the guest wrote in our namespace: text of the attester. */
  Map<String, String> attributes() throws NoAnswer, InterruptedException {
    GoogleApi.Answer a = api.call(Call.GUEST_ATTRIBUTES, name, Optional.empty());
    Map<String, String> all = new HashMap<>();
    // That nobody has written yet is a 404 too.
    if (a.status() != 404) {
      for (JsonNode i : a.json().path("queryValue").path("items")) {
        if (i.path("namespace").asText().equals(NAMESPACE)) {
          all.put(i.path("key").asText(), i.path("value").asText());
        }
      }
    }
    return all;
  }
}
