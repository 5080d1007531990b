package dev.attestry.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A function as its {@code function.json} describes it.
 *
 * @param name that of its folder
 * @param scriptFile the jar
 * @param entryPoint {@code package.Class.method}
 * @param trigger its one binding
 */
record FunctionJson(String name, Path scriptFile, String entryPoint, JsonNode trigger) {

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
    return new FunctionJson(
        folder.getFileName().toString(), jar, o.path("entryPoint").asText(), bindings.path(0));
  }

  String type() {
    return trigger.path("type").asText();
  }

  /** A setting of the trigger. */
  String setting(String name) {
    return trigger.path(name).asText();
  }
}
