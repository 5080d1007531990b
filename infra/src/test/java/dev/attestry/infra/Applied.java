package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
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
    return KNOWN.computeIfAbsent(folder + variables, k -> apply(folder, variables));
  }

  private static Applied apply(String folder, String variables) {
    String name = "applied-" + folder.replace('/', '-') + "-" + KNOWN.size();
    Terraform terraform =
        Terraform.copyTo(name + "-" + ProcessHandle.current().pid())
            .with(Map.of("TF_SCHEMA_HOOK", hook("arns")));
    terraform.succeed(folder, "init", "-input=false", "-no-color");
    Path state = terraform.root().resolve("state");
    return apply(terraform, folder, variables, state);
  }

  /** A program that the stand-ins of the providers run for each resource. */
  static String hook(String name) {
    return Terraform.PROJECT.resolve("infra/src/test/resources").resolve(name).toString();
  }

  /** Applies with a state, and environment, that the caller keeps. */
  static Applied apply(Terraform terraform, String folder, String variables, Path state) {
    try {
      Path file = terraform.root().resolve("variables.tfvars.json");
      Files.writeString(file, variables);
      terraform.succeed(
          folder,
          "apply",
          "-auto-approve",
          "-input=false",
          "-no-color",
          "-state=" + state,
          "-var-file=" + file);
      JsonNode all = read(terraform.succeed(folder, "show", "-json", state.toString()));
      List<Resource> found = new ArrayList<>();
      collect(all.at("/values/root_module"), found);
      return new Applied(all.at("/values/outputs"), found);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(JsonNode module, List<Resource> into) {
    for (JsonNode r : module.path("resources")) {
      if (r.path("mode").asText().equals("managed")) {
        into.add(
            new Resource(r.path("address").asText(), r.path("type").asText(), r.path("values")));
      }
    }
    module.path("child_modules").forEach(m -> collect(m, into));
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
