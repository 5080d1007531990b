package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log in which Google writes what it found at a machine's boots. */
final class IntegrityLog {

  /** More than one boot writes. */
  private static final int PAGE = 20;

  private static final int MAX_PAGES = 20;

  private IntegrityLog() {}

  /**
   * The entry to hand on: of the newest boot the one that failed, if one did, else the newest one.
   * Empty where the log keeps none, as it does for thirty days.
   */
  static Optional<Bytes> newest(Machine machine) throws NoAnswer, InterruptedException {
    String id = machine.running().path("id").asText();
    if (!id.matches("[0-9]{1,20}")) {
      throw new NoAnswer(Reason.UNREACHABLE, "Google's answer has no id of the machine");
    }
    List<JsonNode> entries = ofNewestBoot(machine, id);
    return entries.stream()
        .filter(IntegrityLog::failed)
        .findFirst()
        .or(() -> entries.stream().findFirst())
        .map(e -> Bytes.utf8(e.toString()));
  }

  /**
   * All of them, the newest first. A page may be short, or empty, though more follow: a boot is
   * known whole when the one before it begins, or the log ends.
   */
  private static List<JsonNode> ofNewestBoot(Machine machine, String id)
      throws NoAnswer, InterruptedException {
    ObjectNode ask = Json.object();
    ask.putArray("resourceNames").add(machine.project());
    ask.put(
            "filter",
            "logName=\"%s/logs/compute.googleapis.com%%2Fshielded_vm_integrity\" AND resource.labels.instance_id=\"%s\""
                .formatted(machine.project(), id))
        .put("orderBy", "timestamp desc")
        .put("pageSize", PAGE);
    List<JsonNode> boot = new ArrayList<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      ObjectNode answer =
          machine.api().call(Call.LOG_ENTRIES, "entries:list", Optional.of(ask)).json();
      for (JsonNode e : answer.path("entries")) {
        if (!boot.isEmpty() && !counter(e).equals(counter(boot.getFirst()))) {
          return boot;
        }
        boot.add(e);
      }
      String next = answer.path("nextPageToken").asText();
      if (next.isEmpty()) {
        return boot;
      }
      ask.put("pageToken", next);
    }
    throw new NoAnswer(
        Reason.UNREACHABLE, "the integrity log did not end within " + MAX_PAGES + " pages");
  }

  private static String counter(JsonNode entry) {
    return entry.path("jsonPayload").path("bootCounter").asText();
  }

  private static boolean failed(JsonNode entry) {
    return entry
        .path("jsonPayload")
        .propertyStream()
        .map(p -> p.getValue())
        .anyMatch(
            event ->
                isFalse(event.path("policyEvaluationPassed"))
                    || isFalse(event.path("integrityEvaluationPassed")));
  }

  private static boolean isFalse(JsonNode n) {
    return n.isBoolean() && !n.booleanValue();
  }
}
