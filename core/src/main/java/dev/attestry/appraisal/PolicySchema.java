package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Collection;

/**
 * The JSON Schema of policy documents, made from the tables of rules, so that it never falls behind
 * them. Published as docs/formats/policy.schema.json.
 */
public final class PolicySchema {

  private static final String NAME = "^[a-z0-9][a-z0-9._/-]{0,127}$";
  private static final String TEXT = "^[^\\u0000-\\u001f\\u007f]{1,4096}$";
  private static final String HEX = "^([0-9a-fA-F]{2}){1,1024}$";

  private PolicySchema() {}

  /** The schema (draft 2020-12). */
  public static ObjectNode json() {
    ObjectNode s = Json.object();
    s.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    s.put("$id", "https://attestry.dev/formats/policy.schema.json");
    s.put("title", "Attestry appraisal policy, version 1");
    s.put("description", "What it does not name does not pass. See docs/policy.md.");
    ObjectNode p = closed(s, "v", "name", "version");
    p.putObject("v").put("const", Policy.FORMAT);
    p.putObject("name").put("type", "string").put("minLength", 1).put("maxLength", 128);
    whole(p.putObject("version"), 1, Integer.MAX_VALUE);
    p.putObject("reviewed").put("type", "boolean").put("default", true);
    ref(p, "flow", "section");
    sections(p.putObject("classes"));
    sections(p.putObject("components"));
    definitions(s.putObject("$defs"));
    return s;
  }

  private static void sections(ObjectNode o) {
    o.put("type", "object");
    o.putObject("propertyNames").put("pattern", NAME);
    ref(o, "additionalProperties", "section");
  }

  private static void definitions(ObjectNode defs) {
    section(closed(defs.putObject("section")));
    for (RuleSpec.SchemeRules scheme : AppraisalRules.all()) {
      ObjectNode rules = closed(defs.putObject(scheme.scheme()));
      for (RuleSpec rule : scheme.rules()) {
        ref(rules, rule.name(), definition(rule.kind()));
        ((ObjectNode) rules.get(rule.name())).put("description", rule.words());
      }
    }
    values(defs, "hex", HEX);
    values(defs, "text", TEXT);
    either(defs.putObject("at_least"), whole(Json.object(), 0, 0xffff_ffffL), "at_least");
    either(defs.putObject("at_most"), whole(Json.object(), 0, 0xffff_ffffL), "at_most");
    ObjectNode flag = Json.object();
    flag.putArray("enum").add(true).add(false).add("any");
    either(defs.putObject("flag"), flag, "is");
    pcrs(defs);
  }

  private static String definition(RuleKind kind) {
    return switch (kind) {
      case BYTES_IN -> "hex";
      case TEXT_IN, ALL_IN -> "text";
      case AT_LEAST -> "at_least";
      case AT_MOST -> "at_most";
      case FLAG -> "flag";
      case PCRS -> "pcrs";
    };
  }

  private static void section(ObjectNode p) {
    ObjectNode evidence = closed(p.putObject("evidence"));
    AppraisalRules.schemes().forEach(scheme -> ref(evidence, scheme, scheme));
    ObjectNode freshness = closed(p.putObject("freshness"));
    whole(freshness.putObject("max_age_seconds"), 1, PolicyReader.MAX_AGE_SECONDS);
    whole(freshness.putObject("tolerated_seconds"), 0, PolicyReader.MAX_AGE_SECONDS);
    ObjectNode ceilings = closed(p.putObject("ceilings"));
    PolicyReader.claims().forEach(c -> whole(ceilings.putObject(c), -128, 127));
    names(p.putObject("require"), PolicyReader.claims());
    names(p.putObject("accept_warnings"), PolicyReader.causes());
    p.putObject("third_party").put("type", "boolean");
    ObjectNode decision = closed(p.putObject("decision"));
    decision.putObject("isolate").put("type", "boolean");
    whole(decision.putObject("none_allowed_minutes"), 0, 24 * 60);
  }

  /** One value, a list of them, or an object that holds either and the mode. */
  private static void values(ObjectNode defs, String name, String pattern) {
    ObjectNode plain = Json.object().put("type", "string").put("pattern", pattern);
    ObjectNode one = defs.putObject(name + "_value");
    one.withArrayProperty("anyOf").add(plain);
    ObjectNode labelled = closed(one.withArrayProperty("anyOf").addObject(), "value");
    labelled.set("value", plain.deepCopy());
    labelled.putObject("label").put("type", "string").put("pattern", TEXT);
    ObjectNode set = Json.object();
    set.withArrayProperty("anyOf").add(plain.deepCopy());
    ObjectNode list = set.withArrayProperty("anyOf").addObject();
    list.put("type", "array").put("minItems", 1).put("maxItems", RuleReader.MAX_VALUES);
    ref(list, "items", name + "_value");
    either(defs.putObject(name), set, "any_of");
  }

  /** The value by itself, or an object that also says enforce or warn. */
  private static void either(ObjectNode o, ObjectNode brief, String field) {
    o.withArrayProperty("anyOf").add(brief.deepCopy());
    ObjectNode fields = closed(o.withArrayProperty("anyOf").addObject(), field);
    fields.set(field, brief.deepCopy());
    ObjectNode mode = fields.putObject("mode");
    mode.putArray("enum").add("enforce").add("warn");
    mode.put("default", "enforce");
  }

  private static void pcrs(ObjectNode defs) {
    ObjectNode banks = closed(defs.putObject("pcrs"));
    for (String bank : PcrName.BANKS.stream().sorted().toList()) {
      ObjectNode b = banks.putObject(bank);
      b.put("type", "object");
      b.putObject("propertyNames").put("pattern", "^(0|[1-9]|[12][0-9]|3[01])$");
      ref(b, "additionalProperties", "hex");
    }
  }

  private static ObjectNode whole(ObjectNode o, long least, long most) {
    return o.put("type", "integer").put("minimum", least).put("maximum", most);
  }

  private static void names(ObjectNode o, Collection<String> names) {
    o.put("type", "array").put("uniqueItems", true);
    names.forEach(o.putObject("items").putArray("enum")::add);
  }

  private static void ref(ObjectNode o, String field, String definition) {
    ref(o.putObject(field), definition);
  }

  private static void ref(ObjectNode o, String definition) {
    o.put("$ref", "#/$defs/" + definition);
  }

  /** Makes an object type without other fields; gives its properties to fill. */
  private static ObjectNode closed(ObjectNode o, String... required) {
    o.put("type", "object").put("additionalProperties", false);
    for (String r : required) {
      o.withArrayProperty("required").add(r);
    }
    return o.putObject("properties");
  }
}
