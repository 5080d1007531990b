package dev.attestry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A file that a person wrote, in YAML (of which JSON is a part), as JSON with the line of each
 * place. YAML's anchors and aliases are refused: what stands in the chain is what stands in the
 * file.
 *
 * @param name as messages name it
 * @param lines JSON pointer to the line, from 1
 */
record Document(String name, ObjectNode json, Map<String, Integer> lines) {

  private static final int MAX_BYTES = 4 << 20;

  private static final ObjectMapper YAML =
      new ObjectMapper(factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Reads a file; every problem names its line. */
  static Document read(Path file, String shown) throws UserError, IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new UserError(shown + " is over " + (MAX_BYTES >> 20) + " MiB", "split it.");
    }
    String text = text(shown, Files.readAllBytes(file));
    try {
      Map<String, Integer> lines = lines(shown, text);
      if (YAML.readTree(text) instanceof ObjectNode object) {
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

  private static Map<String, Integer> lines(String shown, String text)
      throws UserError, IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (YAMLParser p = factory().createParser(text)) {
      for (JsonToken t = p.nextToken(); t != null; t = p.nextToken()) {
        int line = p.currentTokenLocation().getLineNr();
        if (p.isCurrentAlias() || p.getObjectId() != null) {
          throw new UserError(
              shown + ":" + line + ": YAML anchors and aliases are not read", "write it out.");
        }
        lines.putIfAbsent(p.getParsingContext().pathAsPointer().toString(), line);
      }
    }
    return lines;
  }

  private static String text(String shown, byte[] bytes) throws UserError {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError(shown + " is not UTF-8 text", "save it as UTF-8.");
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(32);
    options.setAllowDuplicateKeys(false);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
        .build();
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("not YAML");
  }
}
