package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;

/** A verification as one line of JSON. */
final class VerificationJson {

  private VerificationJson() {}

  static ObjectNode line(String file, Verification v) {
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
    return line;
  }
}
