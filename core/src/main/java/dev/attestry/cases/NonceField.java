package dev.attestry.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A case's {@code expected_nonce}: one value, or an object with one for each part of a composite.
 */
final class NonceField {

  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");

  private NonceField() {}

  static Slots read(Scheme scheme, JsonNode field) throws MalformedInput {
    Recipe recipe = scheme.recipe();
    TreeMap<String, Bytes> values = new TreeMap<>();
    if (field.isTextual()) {
      if (recipe.onlyPart().isEmpty()) {
        throw wrong(scheme, "names no part");
      }
      values.put(recipe.onlyPart().get(), value(field.textValue()));
    }
    for (Map.Entry<String, JsonNode> e : field.properties()) {
      if (!recipe.slots().containsKey(e.getKey()) || !e.getValue().isTextual()) {
        throw wrong(scheme, "has a \"" + e.getKey() + "\" that is no nonce of a part");
      }
      values.put(e.getKey(), value(e.getValue().textValue()));
    }
    return new Slots(values);
  }

  /** Hexadecimal; a text slot's nonce, which is not, is taken as its UTF-8 bytes. */
  private static Bytes value(String text) {
    return text.isEmpty() || HEX.matcher(text).matches() ? Bytes.ofHex(text) : Bytes.utf8(text);
  }

  private static MalformedInput wrong(Scheme scheme, String reason) {
    String parts = String.join(", ", scheme.recipe().slots().keySet());
    return new MalformedInput(
        CaseFile.STRUCTURE,
        -1,
        "\"expected_nonce\" "
            + reason
            + "; "
            + scheme.name()
            + (parts.isEmpty() ? " takes one" : " takes one for each of " + parts));
  }
}
