package dev.attestry.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A function as its {@code function.json} describes it.
 *
 * @param name that of its folder
 * @param scriptFile the jar
 * @param description all of the file
 */
record FunctionJson(String name, Path scriptFile, JsonNode description) {

  private static final String FILE = "function.json";

  /** All of an app's folder. */
  static List<FunctionJson> all(Path app) throws IOException, MalformedInput {
    List<FunctionJson> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(app)) {
      for (Path f : folders.sorted().toList()) {
        if (Files.exists(f.resolve(FILE))) {
          all.add(read(f));
        }
      }
    }
    return all;
  }

  private static FunctionJson read(Path folder) throws IOException, MalformedInput {
    ObjectNode o = Json.readObject(FILE, Bytes.of(Files.readAllBytes(folder.resolve(FILE))));
    JsonNode bindings = o.path("bindings");
    Path jar = folder.resolve(o.path("scriptFile").asText()).normalize();
    if (bindings.size() != 1 || !bindings.path(0).path("type").asText().endsWith("Trigger")) {
      throw new MalformedInput(FILE, -1, folder + ": one trigger and no other binding expected");
    }
    if (o.path("disabled").asBoolean() || !Files.isRegularFile(jar)) {
      throw new MalformedInput(FILE, -1, folder + ": disabled, or without its jar " + jar);
    }
    return new FunctionJson(folder.getFileName().toString(), jar, o);
  }

  /** {@code package.Class.method}. */
  String entryPoint() {
    return description.path("entryPoint").asText();
  }

  String type() {
    return setting("type");
  }

  /** A setting of the trigger, which is its one binding. */
  String setting(String name) {
    return description.path("bindings").path(0).path(name).asText();
  }

  /** How often it is called again that failed, where that is after a fixed delay. */
  int retries() {
    JsonNode retry = description.path("retry");
    return retry.path("strategy").asText().equals("fixedDelay")
        ? retry.path("maxRetryCount").asInt()
        : 0;
  }

  Duration retryDelay() {
    String delay = description.path("retry").path("delayInterval").asText();
    return Duration.ofSeconds(LocalTime.parse(delay).toSecondOfDay());
  }
}
