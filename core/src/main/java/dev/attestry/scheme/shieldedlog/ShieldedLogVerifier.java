package dev.attestry.scheme.shieldedlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Locale;

/** Judges one entry. Used once. */
final class ShieldedLogVerifier {

  private static final String TYPE = "type.googleapis.com/cloud_integrity.IntegrityEvent";
  private static final String LOG = "/logs/compute.googleapis.com%2Fshielded_vm_integrity";
  private static final String RELEARNED = "setShieldedInstanceIntegrityPolicyEvent";

  private final VerificationInput input;
  private final Findings findings;

  ShieldedLogVerifier(ShieldedVmLog scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "entry", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    IntegrityEvent event = IntegrityEvent.parse(bytes);
    findings.pass(CommonCheck.MALFORMED, "a log entry with one event");
    findings.require(
        CommonCheck.KIND,
        TYPE.equals(event.entry().path("jsonPayload").path("@type").textValue())
            && event.entry().path("logName").asText().endsWith(LOG),
        "an integrity event",
        "an entry of the integrity log expected, one of another log or type found");
    consistent(event);
    findings.skip(
        CommonCheck.SIGNATURE, "log entries carry no signature: the Logging API's word only");
    if (input.expectedNonce().isEmpty()) {
      findings.notApplicable(CommonCheck.NONCE, "a log entry answers no challenge");
    } else {
      findings.fail(CommonCheck.NONCE, "a log entry cannot answer a challenge");
    }
    return findings.conclude(claims(event));
  }

  private void consistent(IntegrityEvent event) {
    if (event.passed().isEmpty() || !event.hasMeasurements()) {
      findings.notApplicable(
          ShieldedLogCheck.CONSISTENT, "the event has no verdict, or nothing to compare it with");
      return;
    }
    List<String> differing = event.differing();
    findings.require(
        ShieldedLogCheck.CONSISTENT,
        event.passed().get() == differing.isEmpty(),
        "the stated verdict is that of the measurements, different are " + differing,
        "says passed: " + event.passed().get() + ", but different are " + differing);
  }

  private static Claims claims(IntegrityEvent event) {
    return Claims.of(o -> fill(o.putObject("unverified"), event));
  }

  private static void fill(ObjectNode o, IntegrityEvent event) {
    JsonNode payload = event.entry().path("jsonPayload");
    o.put("event", event.event());
    event.passed().ifPresent(p -> o.put("passed", p));
    o.put("baseline_relearned", event.event().equals(RELEARNED));
    text(o, "boot_counter", payload.path("bootCounter"));
    text(o, "timestamp", event.entry().path("timestamp"));
    if (event.hasMeasurements()) {
      event.differing().forEach(o.putArray("differs")::add);
    }
    if (!event.actual().isEmpty()) {
      ObjectNode pcrs = o.putObject("pcrs");
      event.actual().forEach((pcr, value) -> pcrs.put(pcr, value.hex()));
    }
    JsonNode labels = event.entry().path("resource").path("labels");
    ObjectNode instance = o.putObject("instance");
    for (String name : List.of("instance_id", "project_id", "zone")) {
      text(instance, name, labels.path(name));
    }
    JsonNode sev = payload.path(event.event()).path("sevPolicy");
    if (sev.isObject()) {
      ObjectNode policy = o.putObject("sev_policy");
      sev.properties()
          .forEach(
              e -> {
                if (e.getValue().isBoolean()) {
                  policy.put(snakeCase(e.getKey()), e.getValue().booleanValue());
                }
              });
    }
  }

  private static String snakeCase(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static void text(ObjectNode o, String name, JsonNode n) {
    if (n.isTextual()) {
      o.put(name, n.textValue());
    }
  }
}
