package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Cloud Logging says of a Shielded VM's boots. */
final class ShieldedVmLog {

  private ShieldedVmLog() {}

  /** One late boot event of Cloud Logging, with a baseline and the boot that differs here. */
  static Evidence entry(long instanceId, Instant time, List<Integer> differing) {
    ObjectNode o = Json.object();
    o.put("insertId", "1");
    ObjectNode payload =
        o.putObject("jsonPayload")
            .put("@type", "type.googleapis.com/cloud_integrity.IntegrityEvent")
            .put("bootCounter", "3");
    ObjectNode event = payload.putObject("lateBootReportEvent");
    event.put("policyEvaluationPassed", differing.isEmpty());
    pcrs(event.putArray("policyMeasurements"), List.of());
    pcrs(event.putArray("actualMeasurements"), differing);
    o.put("logName", "projects/lab/logs/compute.googleapis.com%2Fshielded_vm_integrity");
    ObjectNode resource = o.putObject("resource").put("type", "gce_instance");
    resource
        .putObject("labels")
        .put("instance_id", Long.toString(instanceId))
        .put("project_id", "lab")
        .put("zone", "lab-a");
    o.put("timestamp", time.toString());
    return Evidence.of(
        "application/vnd.attestry.shielded-vm-log",
        Map.of("entry", Bytes.utf8(o.toPrettyString())));
  }

  private static void pcrs(ArrayNode out, List<Integer> differing) {
    for (int pcr : List.of(0, 4, 5, 7)) {
      String text = "pcr " + pcr + (differing.contains(pcr) ? " now" : "");
      Bytes value = HashAlgorithm.SHA1.digest(Bytes.utf8(text));
      out.addObject().put("pcrNum", "PCR_" + pcr).put("value", Base64s.encode(value));
    }
  }
}
