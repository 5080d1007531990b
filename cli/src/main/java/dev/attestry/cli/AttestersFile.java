package dev.attestry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.SourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the attesters of a lab run, in a file beside the flow map. */
final class AttestersFile {

  private static final String NAME = "attesters.yaml";

  private AttestersFile() {}

  /** The settings by component; none where the map is no lab's or there is no such file. */
  static Map<String, SourceProvider.Attester> read(FlowMap map, Path beside)
      throws UserError, IOException {
    Map<String, SourceProvider.Attester> attesters = new LinkedHashMap<>();
    Path file = beside.resolve(NAME);
    if (!map.lab() || !Files.exists(file)) {
      return attesters;
    }
    Document settings = Document.read(file, NAME);
    for (Map.Entry<String, JsonNode> e : settings.json().properties()) {
      String at = settings.at("/" + e.getKey().replace("~", "~0").replace("/", "~1"));
      Component c =
          map.component(e.getKey())
              .orElseThrow(
                  () ->
                      new UserError(
                          at + ": the flow map knows no component " + e.getKey(), "correct it."));
      if (c.scheme().isEmpty() || !(e.getValue() instanceof ObjectNode o)) {
        throw new UserError(at + ": settings of a component with evidence expected", "correct it.");
      }
      attesters.put(c.name(), new SourceProvider.Attester(c.scheme().get(), o));
    }
    return attesters;
  }
}
