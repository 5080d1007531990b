package dev.attestry.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes notifications in OCSF 1.5: a failed check or a gap as a Compliance Finding (2003),
 * evidence that does not verify and a broken log as a Detection Finding (2004).
 */
public final class Ocsf {

  private static final String VERSION = "1.5.0";
  private static final int FINDINGS = 2;
  private static final int COMPLIANCE = 2003;
  private static final int DETECTION = 2004;
  private static final int CREATE = 1;
  private static final Set<Notification.Type> COMPLIANCES =
      Set.of(Notification.Type.CHECK_FAILED, Notification.Type.GAP);

  /** OCSF: 3 medium, 4 high, 5 critical. */
  private static final Map<Notification.Type, Integer> SEVERITY =
      Map.of(
          Notification.Type.GAP,
          3,
          Notification.Type.CHECK_FAILED,
          4,
          Notification.Type.EVIDENCE_REFUTED,
          4,
          Notification.Type.LOG_FAULT,
          5);

  private static final Map<String, String> PROVIDERS =
      Map.of("aws", "AWS", "azure", "Azure", "gcp", "GCP");

  private static final String STANDARD = "HIPAA Security Rule (45 CFR 164 Subpart C)";

  private Ocsf() {}

  /**
   * One finding.
   *
   * @param version of this product
   */
  public static ObjectNode of(Notification n, String version) {
    boolean compliance = COMPLIANCES.contains(n.type());
    int uid = compliance ? COMPLIANCE : DETECTION;
    ObjectNode o = Json.object();
    o.put("activity_id", CREATE).put("activity_name", "Create");
    o.put("category_uid", FINDINGS).put("category_name", "Findings");
    o.put("class_uid", uid)
        .put("class_name", compliance ? "Compliance Finding" : "Detection Finding");
    o.put("type_uid", 100L * uid + CREATE);
    o.put("severity_id", SEVERITY.getOrDefault(n.type(), 0));
    o.put("time", n.time().toEpochMilli()).put("message", n.what());
    metadata(o.putObject("metadata"), n, version);
    finding(o.putObject("finding_info"), n);
    if (compliance) {
      compliance(o.putObject("compliance"), n);
    } else {
      o.put("is_alert", true);
    }
    o.putArray("resources").addObject().put("name", n.component()).put("type", "component");
    cloud(o, n);
    ObjectNode unmapped = o.putObject("unmapped").put("log", n.log());
    n.commit().ifPresent(k -> unmapped.put("commit", k));
    n.entry().ifPresent(i -> unmapped.put("entry", i));
    return o;
  }

  private static void metadata(ObjectNode o, Notification n, String version) {
    o.put("version", VERSION).put("log_name", n.log()).put("uid", n.log() + "#" + n.id());
    o.putObject("product")
        .put("name", "Attestry")
        .put("vendor_name", "Attestry")
        .put("version", version);
  }

  private static void finding(ObjectNode o, Notification n) {
    o.put("uid", n.log() + "#" + n.id()).put("title", n.what());
    o.put("desc", n.component() + ": " + n.what() + " " + String.join(", ", n.details()));
    o.put("created_time", n.time().toEpochMilli());
    o.putArray("types").add(n.type().label());
  }

  /** OCSF calls missing information a warning; a check that has an answer and fails, a failure. */
  private static void compliance(ObjectNode o, Notification n) {
    boolean failed = n.type() == Notification.Type.CHECK_FAILED;
    o.put("status_id", failed ? 3 : 2).put("status", failed ? "Fail" : "Warning");
    o.putArray("standards").add(STANDARD);
    o.putArray("requirements").add("164.312(a)(1)").add("164.312(c)(1)").add("164.312(d)");
    ArrayNode details = o.putArray("status_details");
    n.details().forEach(details::add);
  }

  /** The profile "cloud" requires a provider, so it is claimed only where there is one. */
  private static void cloud(ObjectNode o, Notification n) {
    String provider = PROVIDERS.get(n.cloud().orElse("").toLowerCase(Locale.ROOT));
    if (provider != null) {
      o.putObject("cloud").put("provider", provider);
      o.withObject("metadata").putArray("profiles").add("cloud");
    }
  }
}
