package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.flow.FlowVerdict;
import dev.attestry.sweep.Checked;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.SweepReport;

/** A sweep as one JSON object. */
final class SweepJson {

  private SweepJson() {}

  static ObjectNode of(Workspace w, Order order, SweepReport report) {
    ObjectNode o = Json.object();
    o.put("origin", w.settings().origin()).put("slot", report.slot());
    o.put("map", order.map().id()).put("policy", order.policy().id());
    ArrayNode components = o.putArray("components");
    report.components().forEach(c -> component(components.addObject(), c));
    ArrayNode flows = o.putArray("flows");
    report.flows().forEach(f -> flow(flows.addObject(), f));
    ObjectNode chain = o.putObject("chain");
    chain.put("commit", report.head().commit()).put("hash", report.head().hash().hex());
    chain.put("size", report.head().size()).put("root", report.head().root().hex());
    o.put("exit", SweepExit.of(report));
    return o;
  }

  private static void component(ObjectNode o, SweepReport.Component c) {
    o.put("component", c.checked().component());
    switch (c.checked()) {
      case Checked.Judged j -> {
        o.put("evidence", j.target().scheme().name());
        o.put("class", j.appraisal().evidenceClass().label());
        o.put("verification", j.verification().verdict().label());
        o.put("tier", j.appraisal().tier().label());
        o.put("expected", j.appraisal().expected());
        o.put("decision", j.appraisal().decision().label());
        j.appraisal().grace().ifPresent(g -> o.put("grace", g));
        o.put("reason", j.appraisal().reason());
        o.set("vector", j.appraisal().vector().toJson());
      }
      case Checked.Silent s -> {
        o.put("tier", "none").put("gap", s.failure().reason().label());
        o.put("reason", s.failure().detail());
      }
    }
    o.put("changed", c.changed());
    o.put("index", c.appended().receipt().entry().index());
  }

  private static void flow(ObjectNode o, FlowVerdict f) {
    o.put("flow", f.flow().name()).put("tier", f.tier().label());
    o.put("required", f.flow().required().label()).put("meets", f.meets());
    o.put("expected", f.expected()).put("reason", f.reason());
    f.weakest().ifPresent(c -> o.put("weakest", c));
  }
}
