package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.flow.FlowMap;
import dev.attestry.lab.EvidenceServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flow map and the policy of the example {@code three-clouds}, without the supplier, whom no
 * function asks: each component is a machine of its cloud, where a lab attester answers over HTTP.
 */
record DemoMap(FlowMap map, Policy policy) {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final int EVERY_SECONDS = 3600;

  static DemoMap of(Path example, EvidenceServer guests) throws IOException, InvalidDocument {
    ObjectNode map = read(example, "flows.yaml");
    JsonNode attesters = read(example, "attesters.yaml");
    map.remove("lab");
    map.put("every_seconds", EVERY_SECONDS);
    ObjectNode components = map.withObjectProperty("components");
    // Whoever gets something from the supplier goes with him, and so do their flows.
    List<String> gone = new ArrayList<>(List.of("acme/transform-vm", "gcp/reports-vm"));
    components.remove(gone);
    map.withObjectProperty("flows").remove("monthly-reports");
    ObjectNode policy = read(example, "policy.yaml");
    policy.withObjectProperty("components").remove(gone);
    withoutToken(components, policy);
    for (String name : names(components)) {
      ObjectNode c = components.withObjectProperty(name);
      String runs = attesters.path(name).path("runs").asText();
      String url = guests.add(name, c.path("evidence").asText(), runs);
      c.putObject("selector").put("id", Machines.id(name)).put("url", url);
    }
    return new DemoMap(FlowMap.of(map), Policy.of(policy));
  }

  /**
   * A confidential VM by its report and quote, without the provider's token: the keys that sign
   * those come from the issuer alone, and no function fetches them yet.
   */
  private static void withoutToken(ObjectNode components, ObjectNode policy) {
    String name = "azure/claims-cvm";
    ObjectNode component = components.withObjectProperty(name);
    component.put("evidence", "azure-hcl").remove("stated");
    ObjectNode evidence =
        policy
            .withObjectProperty("components")
            .withObjectProperty(name)
            .withObjectProperty("evidence");
    ObjectNode rules = evidence.withObjectProperty("azure-cvm");
    rules.remove(names(rules).stream().filter(r -> r.startsWith("token.")).toList());
    evidence.removeAll();
    evidence.set("azure-hcl", rules);
  }

  private static List<String> names(ObjectNode o) {
    List<String> all = new ArrayList<>();
    o.fieldNames().forEachRemaining(all::add);
    return all;
  }

  private static ObjectNode read(Path example, String file) throws IOException {
    return YAML.readValue(example.resolve(file).toFile(), ObjectNode.class);
  }
}
