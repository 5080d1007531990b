package dev.attestry.scheme.dcap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The fields of an object of Intel's collateral, each of its type and size or malformed. */
final class JsonFields {

  private static final int MAX_LIST = 256;

  /** Longest text that is taken; all are printable ASCII. */
  private static final int MAX_TEXT = 64;

  private final String structure;
  private final JsonNode node;

  private JsonFields(String structure, JsonNode node) {
    this.structure = structure;
    this.node = node;
  }

  static JsonFields of(String structure, JsonNode node) throws MalformedInput {
    if (!node.isObject()) {
      throw new MalformedInput(structure, -1, "a JSON object expected");
    }
    return new JsonFields(structure, node);
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonFields object(String name) throws MalformedInput {
    if (!node.path(name).isObject()) {
      throw wrong(name, "an object");
    }
    return new JsonFields(structure, node.path(name));
  }

  List<JsonFields> objects(String name) throws MalformedInput {
    JsonNode list = list(name);
    List<JsonFields> out = new ArrayList<>();
    for (JsonNode n : list) {
      out.add(of(structure, n));
    }
    return out;
  }

  /** Short printable texts; none where the field is absent. */
  List<String> texts(String name) throws MalformedInput {
    if (!node.has(name)) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    for (JsonNode n : list(name)) {
      if (!n.isTextual() || !isPlain(n.textValue())) {
        throw wrong(name, "short texts");
      }
      out.add(n.textValue());
    }
    return out;
  }

  String text(String name) throws MalformedInput {
    JsonNode n = node.path(name);
    if (!n.isTextual() || !isPlain(n.textValue())) {
      throw wrong(name, "a short text");
    }
    return n.textValue();
  }

  int integer(String name, int atMost) throws MalformedInput {
    JsonNode n = node.path(name);
    if (!n.isIntegralNumber()
        || !n.canConvertToInt()
        || n.intValue() < 0
        || n.intValue() > atMost) {
      throw wrong(name, "an integer from 0 to " + atMost);
    }
    return n.intValue();
  }

  /** Hexadecimal digits of either case for this many bytes. */
  Bytes hex(String name, int length) throws MalformedInput {
    JsonNode n = node.path(name);
    if (!n.isTextual() || n.textValue().length() != 2 * length || !Bytes.isHex(n.textValue())) {
      throw wrong(name, "hexadecimal digits for " + length + " bytes");
    }
    return Bytes.ofHex(n.textValue());
  }

  Instant instant(String name) throws MalformedInput {
    String text = text(name);
    try {
      return UtcTime.parse(text).orElseGet(() -> Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw wrong(name, "an RFC 3339 time in UTC");
    }
  }

  private static boolean isPlain(String text) {
    boolean plain = !text.isEmpty() && text.length() <= MAX_TEXT;
    for (int i = 0; plain && i < text.length(); i++) {
      plain = text.charAt(i) >= ' ' && text.charAt(i) <= '~';
    }
    return plain;
  }

  MalformedInput wrong(String name, String expected) {
    return new MalformedInput(structure, -1, "\"" + name + "\" must be " + expected);
  }

  private JsonNode list(String name) throws MalformedInput {
    JsonNode list = node.path(name);
    if (!list.isArray() || list.size() > MAX_LIST) {
      throw wrong(name, "a list of at most " + MAX_LIST);
    }
    return list;
  }
}
