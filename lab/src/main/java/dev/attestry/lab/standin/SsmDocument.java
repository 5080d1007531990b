package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command document of schema 2.2 with one step {@code aws:runShellScript}, as AWS reads it. */
record SsmDocument(ObjectNode content) {

  private static final String STRUCTURE = "command document";

  static SsmDocument read(Path file) throws IOException {
    try {
      ObjectNode o = Json.readObject(STRUCTURE, Bytes.of(Files.readAllBytes(file)));
      boolean known =
          o.path("schemaVersion").asText().equals("2.2")
              && o.path("mainSteps").size() == 1
              && o.at("/mainSteps/0/action").asText().equals("aws:runShellScript");
      if (!known) {
        throw new IOException(file + " is no document that this fake can run");
      }
      return new SsmDocument(o);
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  /**
   * The commands with these parameters put in; empty where AWS answers {@code InvalidParameters}: a
   * parameter is unknown, missing, or not as its {@code allowedPattern} wants it.
   */
  Optional<String> commands(JsonNode given) {
    JsonNode declared = content.path("parameters");
    for (Map.Entry<String, JsonNode> g : given.properties()) {
      if (!declared.has(g.getKey())) {
        return Optional.empty();
      }
    }
    StringBuilder lines = new StringBuilder();
    content
        .at("/mainSteps/0/inputs/runCommand")
        .forEach(l -> lines.append(l.asText()).append('\n'));
    String text = lines.toString();
    for (Map.Entry<String, JsonNode> p : declared.properties()) {
      String value = given.path(p.getKey()).path(0).asText(p.getValue().path("default").asText(""));
      String allowed = p.getValue().path("allowedPattern").asText(".*");
      if (!Pattern.compile(allowed).matcher(value).find()) {
        return Optional.empty();
      }
      text = text.replaceAll("\\{\\{ *" + p.getKey() + " *}}", value);
    }
    return Optional.of(text);
  }
}
