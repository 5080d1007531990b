package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Map;
import java.util.SortedMap;

/** Writes the canonical form of a policy: short forms written out, defaults filled in. */
final class PolicyWriter {

  private PolicyWriter() {}

  static ObjectNode canonical(
      Policy.PolicyHead head,
      Section flow,
      Map<String, Section> classes,
      Map<String, Section> components) {
    ObjectNode o = Json.object();
    o.put("v", Policy.FORMAT);
    o.put("name", head.name());
    o.put("version", head.version());
    o.put("reviewed", head.reviewed());
    section(o.putObject("flow"), flow);
    ObjectNode byClass = o.putObject("classes");
    classes.forEach((name, s) -> section(byClass.putObject(name), s));
    ObjectNode byComponent = o.putObject("components");
    components.forEach((name, s) -> section(byComponent.putObject(name), s));
    return o;
  }

  private static void section(ObjectNode o, Section s) {
    ObjectNode evidence = o.putObject("evidence");
    s.evidence().forEach((scheme, rules) -> rules(evidence.putObject(scheme), rules));
    ObjectNode freshness = Json.object();
    s.maxAge().ifPresent(d -> freshness.put("max_age_seconds", d.toSeconds()));
    s.toleratedAge().ifPresent(d -> freshness.put("tolerated_seconds", d.toSeconds()));
    if (!freshness.isEmpty()) {
      o.set("freshness", freshness);
    }
    ObjectNode ceilings = o.putObject("ceilings");
    s.ceilings().forEach((claim, value) -> ceilings.put(claim.label(), value));
    s.require()
        .ifPresent(
            claims -> {
              ArrayNode a = o.putArray("require");
              claims.stream().sorted().forEach(c -> a.add(c.label()));
            });
    s.acceptWarnings()
        .ifPresent(
            causes -> {
              ArrayNode a = o.putArray("accept_warnings");
              causes.stream().sorted().forEach(c -> a.add(c.label()));
            });
    s.thirdParty().ifPresent(b -> o.put("third_party", b));
    decision(o, s);
  }

  private static void decision(ObjectNode o, Section s) {
    ObjectNode decision = Json.object();
    s.isolate().ifPresent(b -> decision.put("isolate", b));
    s.noneAllowed().ifPresent(d -> decision.put("none_allowed_minutes", d.toMinutes()));
    if (!decision.isEmpty()) {
      o.set("decision", decision);
    }
  }

  /** PCRs are one rule each inside, {@code pcrs.sha384.4}, and nested in the document. */
  private static void rules(ObjectNode o, SortedMap<String, ReferenceValue> rules) {
    rules.forEach(
        (name, value) -> {
          if (PcrName.of(name).isPresent()) {
            PcrName pcr = PcrName.of(name).get();
            o.withObjectProperty(PcrName.RULE)
                .withObjectProperty(pcr.bank())
                .set(String.valueOf(pcr.index()), value.canonical());
          } else {
            o.set(name, value.canonical());
          }
        });
  }
}
