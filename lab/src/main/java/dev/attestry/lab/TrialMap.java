package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.util.function.IntFunction;

/** What the trials of a cloud's functions are about: many components of one kind. */
public final class TrialMap {

  private TrialMap() {}

  /**
   * The flow map {@code m}: buckets {@code <cloud>/c0} and on, checked once an hour, whose posture
   * a lab attester tells.
   *
   * @param machine how the provider's events name a component, by its number
   */
  public static FlowMap buckets(
      String cloud, int components, IntFunction<String> machine, EvidenceServer guests)
      throws IOException, InvalidDocument {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 3600);
    ObjectNode all = map.putObject("components");
    for (int i = 0; i < components; i++) {
      ObjectNode c = all.putObject(cloud + "/c" + i).put("kind", "bucket").put("cloud", cloud);
      c.put("evidence", "posture");
      c.putObject("selector")
          .put("id", machine.apply(i))
          .put("url", guests.add("c" + i, "posture", "bucket"));
    }
    return FlowMap.of(map);
  }

  /** The policy {@code p}, which names nothing: each result is one to be told of. */
  public static Policy policy() throws InvalidDocument {
    return Policy.of(
        Json.object().put("v", "attestry/policy/v1").put("name", "p").put("version", 1));
  }
}
