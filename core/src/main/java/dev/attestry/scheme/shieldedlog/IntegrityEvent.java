package dev.attestry.scheme.shieldedlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of the log {@code shielded_vm_integrity}, read.
 *
 * @param event the member of the payload that holds the event
 * @param passed Google's own verdict, where the event has one
 * @param policy PCR values of the learned baseline
 * @param actual PCR values of this boot
 */
record IntegrityEvent(
    ObjectNode entry,
    String event,
    Optional<Boolean> passed,
    SortedMap<String, Bytes> policy,
    SortedMap<String, Bytes> actual) {

  static final String STRUCTURE = "integrity log entry";

  private static final int MAX_LENGTH = 1 << 18;
  private static final int MAX_PCRS = 24;

  static IntegrityEvent parse(Bytes json) throws MalformedInput {
    if (json.length() > MAX_LENGTH) {
      throw malformed("longer than " + MAX_LENGTH + " bytes");
    }
    ObjectNode entry = Json.readObject(STRUCTURE, json);
    List<String> events = new ArrayList<>();
    entry
        .path("jsonPayload")
        .properties()
        .forEach(
            e -> {
              if (e.getKey().endsWith("Event")) {
                events.add(e.getKey());
              }
            });
    if (events.size() != 1) {
      throw malformed("one event expected, " + events.size() + " found");
    }
    JsonNode event = entry.path("jsonPayload").path(events.get(0));
    return new IntegrityEvent(
        entry,
        events.get(0),
        flag(event, "policyEvaluationPassed").or(() -> flag(event, "integrityEvaluationPassed")),
        measurements(event.path("policyMeasurements")),
        measurements(event.path("actualMeasurements")));
  }

  /** The PCRs of the baseline that this boot has another value of, or none. */
  List<String> differing() {
    return policy.entrySet().stream()
        .filter(e -> !e.getValue().equals(actual.getOrDefault(e.getKey(), Bytes.EMPTY)))
        .map(e -> e.getKey())
        .toList();
  }

  boolean hasMeasurements() {
    return !policy.isEmpty() && !actual.isEmpty();
  }

  private static Optional<Boolean> flag(JsonNode event, String name) {
    JsonNode n = event.path(name);
    return n.isBoolean() ? Optional.of(n.booleanValue()) : Optional.empty();
  }

  private static SortedMap<String, Bytes> measurements(JsonNode list) throws MalformedInput {
    SortedMap<String, Bytes> out = new TreeMap<>();
    if (list.size() > MAX_PCRS) {
      throw malformed("at most " + MAX_PCRS + " PCRs expected");
    }
    for (JsonNode m : list) {
      String pcr = m.path("pcrNum").asText();
      if (!pcr.matches("PCR_([0-9]|1[0-9]|2[0-3])")) {
        throw malformed("PCR_0 to PCR_23 expected");
      }
      if (out.put(pcr, Base64s.decode(STRUCTURE, m.path("value").asText())) != null) {
        throw malformed(pcr + " stands there twice");
      }
    }
    return out;
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
