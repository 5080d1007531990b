package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;

/** A verification as one line of JSON. */
final class VerificationJson {

  private VerificationJson() {}

  static ObjectNode line(String file, Judged judged) {
    Verification v = judged.verification();
    ObjectNode line = Json.object();
    line.put("case", file)
        .put("format", v.scheme())
        .put("verification", v.verdict().label())
        .put("complete", v.complete())
        .put("evidence_class", v.evidenceClass().label());
    ArrayNode findings = line.putArray("findings");
    for (Finding f : v.findings()) {
      findings
          .addObject()
          .put("check", f.check().id())
          .put("outcome", f.outcome().label())
          .put("detail", f.detail())
          .put("clause", f.check().clause());
    }
    ArrayNode collateral = line.putArray("collateral");
    for (Collateral.Item c : v.collateral()) {
      collateral
          .addObject()
          .put("role", c.role())
          .put("sha256", c.sha256().hex())
          .put("source", c.source());
    }
    line.set("claims", v.claims().toJson());
    judged.appraisal().ifPresent(a -> appraisal(line.putObject("appraisal"), a));
    return line;
  }

  private static void appraisal(ObjectNode o, Appraisal a) {
    o.put("policy", a.policyId()).put("tier", a.tier().label());
    o.put("decision", a.decision().label()).put("expected", a.expected());
    o.put("reason", a.reason());
    o.set("vector", a.vector().toJson());
    ArrayNode rules = o.putArray("rules");
    for (RuleFinding f : a.findings()) {
      rules
          .addObject()
          .put("rule", f.rule())
          .put("outcome", f.outcome().label())
          .put("reason", f.reason());
    }
  }
}
