package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log in which Google writes what it found at a machine's boots. Whoever may write log entries
 * in the project may write there too: what failed counts, whatever was written after it.
 */
final class IntegrityLog {

  private static final int PAGE = 100;

  /** Far more than the boots of one run write. */
  private static final int MOST = 400;

  private IntegrityLog() {}

  /**
   * The entry to hand on: of all since the machine last stood still the newest that failed, if one
   * did, else the newest one. Empty where the log keeps none, as it does for thirty days.
   */
  static Optional<Bytes> newest(Machine machine) throws NoAnswer, InterruptedException {
    JsonNode running = machine.running();
    String id = running.path("id").asText();
    if (!id.matches("[0-9]{1,20}")) {
      throw new NoAnswer(Reason.UNREACHABLE, "Google's answer has no id of the machine");
    }
    List<JsonNode> entries = entries(machine, id, stoodStill(running));
    return entries.stream()
        .filter(IntegrityLog::failed)
        .findFirst()
        .or(() -> entries.stream().findFirst())
        .map(e -> Bytes.utf8(e.toString()));
  }

  /** When it was last stopped, or else made; a guest that boots anew changes neither. */
  private static Instant stoodStill(JsonNode running) throws NoAnswer {
    String made = running.path("creationTimestamp").asText();
    try {
      return OffsetDateTime.parse(running.path("lastStopTimestamp").asText(made)).toInstant();
    } catch (DateTimeException e) {
      throw new NoAnswer(Reason.UNREACHABLE, "Google's answer does not say since when it may run");
    }
  }

  /** All of them, the newest first. A page may be short, or empty, though more follow. */
  private static List<JsonNode> entries(Machine machine, String id, Instant since)
      throws NoAnswer, InterruptedException {
    String log = machine.project() + "/logs/compute.googleapis.com%2Fshielded_vm_integrity";
    ObjectNode ask = Json.object();
    ask.putArray("resourceNames").add(machine.project());
    ask.put(
            "filter",
            "logName=\"%s\" AND resource.labels.instance_id=\"%s\" AND timestamp>=\"%s\""
                .formatted(log, id, since))
        .put("orderBy", "timestamp desc")
        .put("pageSize", PAGE);
    List<JsonNode> all = new ArrayList<>();
    while (all.size() <= MOST) {
      ObjectNode answer =
          machine.api().call(Call.LOG_ENTRIES, "entries:list", Optional.of(ask)).json();
      answer.path("entries").forEach(all::add);
      String next = answer.path("nextPageToken").asText();
      if (next.isEmpty()) {
        return all;
      }
      ask.put("pageToken", next);
    }
    throw new NoAnswer(
        Reason.UNREACHABLE, "the integrity log has more than " + MOST + " entries of this run");
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
