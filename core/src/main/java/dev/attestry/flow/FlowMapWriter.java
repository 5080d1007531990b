package dev.attestry.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Map;

/** Writes the canonical form of a flow map, with defaults filled in. */
final class FlowMapWriter {

  private FlowMapWriter() {}

  static ObjectNode canonical(
      FlowMap.Head head, Map<String, Component> components, Map<String, Flow> flows) {
    ObjectNode o = Json.object();
    o.put("v", FlowMap.FORMAT);
    o.put("name", head.name());
    o.put("version", head.version());
    o.put("lab", head.lab());
    head.policy().ifPresent(p -> o.put("policy", p));
    ObjectNode cs = o.putObject("components");
    components.values().forEach(c -> component(cs.putObject(c.name()), c));
    ObjectNode fs = o.putObject("flows");
    flows.values().forEach(f -> flow(fs.putObject(f.name()), f));
    return o;
  }

  private static void component(ObjectNode o, Component c) {
    o.put("kind", c.kind());
    o.put("class", c.componentClass());
    o.put("cloud", c.cloud());
    c.scheme().ifPresent(s -> o.put("evidence", s));
    ObjectNode selector = o.putObject("selector");
    c.selector().forEach(selector::put);
    if (!c.stated().isEmpty()) {
      ObjectNode stated = o.putObject("stated");
      c.stated().forEach(stated::put);
    }
    c.upstream().stream().sorted().forEach(o.putArray("upstream")::add);
    o.put("every_seconds", c.every().toSeconds());
  }

  private static void flow(ObjectNode o, Flow f) {
    f.components().stream().sorted().forEach(o.putArray("components")::add);
    o.put("require", f.required().label());
    o.put("window_seconds", f.window().toSeconds());
    ObjectNode absence = o.putObject("tolerate_absence_seconds");
    f.toleratedAbsence().forEach((c, d) -> absence.put(c, d.toSeconds()));
  }
}
