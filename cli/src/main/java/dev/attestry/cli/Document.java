package dev.attestry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file that a person wrote, in YAML (of which JSON is a part), as JSON with the line of each
 * place. YAML's anchors and aliases are refused: what stands in the chain is what stands in the
 * file.
 *
 * @param name as messages name it
 * @param lines JSON pointer to the line, from 1
 */
record Document(String name, ObjectNode json, Map<String, Integer> lines) {

  /** Reads a file; every problem names its line. */
  static Document read(Path file, String shown) throws UserError, IOException {
    if (Files.size(file) > StrictYaml.MAX_BYTES) {
      throw new UserError(shown + " is over " + (StrictYaml.MAX_BYTES >> 20) + " MiB", "split it.");
    }
    String text = text(shown, Files.readAllBytes(file));
    try {
      Map<String, Integer> lines = StrictYaml.lines(shown, text);
      if (StrictYaml.tree(text) instanceof ObjectNode object) {
        return new Document(shown, object, lines);
      }
      throw new UserError(
          shown + ": names and values expected at the top", "see docs/ for the format.");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UserError(
          shown + (line > 0 ? ":" + line : "") + ": " + firstLine(e.getOriginalMessage()),
          "correct that line.");
    }
  }

  /** {@code flows.yaml:14} for a JSON pointer, or for its nearest parent that has a line. */
  String at(String pointer) {
    String p = pointer;
    while (!p.isEmpty() && !lines.containsKey(p)) {
      p = p.substring(0, p.lastIndexOf('/'));
    }
    Integer line = lines.get(p);
    return line == null ? name : name + ":" + line;
  }

  private static String text(String shown, byte[] bytes) throws UserError {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError(shown + " is not UTF-8 text", "save it as UTF-8.");
    }
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("not YAML");
  }
}
