package dev.attestry.cli;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML as we take it from people: bounded, without duplicate keys, anchors and aliases, so that
 * what stands in the chain is what stands in the file.
 */
final class StrictYaml {

  static final int MAX_BYTES = 4 << 20;

  private static final ObjectMapper YAML =
      new ObjectMapper(factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private StrictYaml() {}

  static JsonNode tree(String text) throws IOException {
    return YAML.readTree(text);
  }

  /** The line of each place, from 1, by JSON pointer. */
  static Map<String, Integer> lines(String shown, String text) throws UserError, IOException {
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
}
