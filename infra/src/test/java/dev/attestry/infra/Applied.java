package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A configuration with every value known, as Terraform would hand it to the provider. What a cloud
 * would compute is a placeholder that says where it comes from, as {@code
 * google_pubsub_topic/attestry-checks.id}; ARNs of AWS have their true shape.
 *
 * @param outputs of the configuration
 * @param resources that it makes, those of its modules too
 */
record Applied(JsonNode outputs, List<Resource> resources) {

  private static final Map<String, Applied> KNOWN = new ConcurrentHashMap<>();

  /** One thing that is made; {@code address} is Terraform's name for it. */
  record Resource(String address, String type, JsonNode values) {

    /** An argument as text. */
    String text(String argument) {
      return values.path(argument).asText();
    }

    /** An argument that holds JSON as text. */
    JsonNode json(String argument) {
      return read(text(argument));
    }
  }

  Applied {
    resources = List.copyOf(resources);
  }

  /**
   * Applies a folder to nothing at all; the same is asked for once.
   *
   * @param folder as {@code modules/bucket-s3}
   * @param variables as JSON
   */
  static Applied of(String folder, String variables) {
    return KNOWN.computeIfAbsent(folder + variables, k -> of(state(folder, variables)));
  }

  /** The state that it comes from, in Terraform's format 4. */
  static byte[] state(String folder, String variables) {
    return AppliedOnce.state(folder, variables, () -> apply(folder, variables));
  }

  private static byte[] apply(String folder, String variables) {
    String name = "applied-" + folder.replace('/', '-') + "-" + KNOWN.size();
    Terraform terraform =
        Terraform.copyTo(name + "-" + ProcessHandle.current().pid()).with(Arns.environment());
    try (States states = States.start()) {
      Terraform t = terraform.keepingStateIn(states, folder);
      apply(t, folder, variables);
      return states.newest();
    }
  }

  /** A program of the tests'. */
  static String hook(String name) {
    return Terraform.PROJECT.resolve("infra/src/test/resources").resolve(name).toString();
  }

  /** Applies with a state, and environment, that the caller keeps. */
  static void apply(Terraform terraform, String folder, String variables) {
    try {
      Path file = terraform.root().resolve("variables.tfvars.json");
      Files.writeString(file, variables);
      terraform.succeed(
          folder, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=" + file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a state says, in Terraform's format 4. */
  static Applied of(byte[] state) {
    JsonNode all = read(new String(state, StandardCharsets.UTF_8));
    List<Resource> found = new ArrayList<>();
    for (JsonNode r : all.path("resources")) {
      if (r.path("mode").asText().equals("managed")) {
        for (JsonNode i : r.path("instances")) {
          found.add(new Resource(address(r, i), r.path("type").asText(), i.path("attributes")));
        }
      }
    }
    return new Applied(all.path("outputs"), found);
  }

  private static String address(JsonNode resource, JsonNode instance) {
    String module = resource.path("module").asText();
    JsonNode key = instance.path("index_key");
    return (module.isEmpty() ? "" : module + ".")
        + resource.path("type").asText()
        + "."
        + resource.path("name").asText()
        + (key.isMissingNode() ? "" : "[" + key + "]");
  }

  /** All of a type. */
  List<Resource> all(String type) {
    return resources.stream().filter(r -> r.type().equals(type)).toList();
  }

  /** The one whose address ends so, as {@code aws_s3_bucket_policy.log}. */
  Resource one(String address) {
    List<Resource> found =
        resources.stream()
            .filter(r -> r.address().equals(address) || r.address().endsWith("." + address))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " resources are " + address + ": " + found);
    }
    return found.get(0);
  }

  JsonNode output(String name) {
    return outputs.path(name).path("value");
  }

  static JsonNode read(String json) {
    try {
      return Json.read("JSON", Bytes.utf8(json));
    } catch (MalformedInput e) {
      throw new AssertionError(json, e);
    }
  }
}
