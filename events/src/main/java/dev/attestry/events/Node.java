package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of an event. Providers add fields as they like; those that we read are what they must
 * be, or the event is malformed. Null counts as absent.
 */
record Node(ObjectNode json) {

  static final String STRUCTURE = "provider event";

  /** The longest name that is read. */
  static final int MAX_TEXT = 2_048;

  static final Node EMPTY = new Node(Json.object());

  static Node of(JsonNode json) throws MalformedInput {
    if (json instanceof ObjectNode object) {
      return new Node(object);
    }
    throw new MalformedInput(STRUCTURE, -1, "an object expected");
  }

  boolean has(String field) {
    return json.hasNonNull(field);
  }

  /** A short text without control characters. */
  Optional<String> text(String field) throws MalformedInput {
    return has(field) ? Optional.of(plain(json.path(field))) : Optional.empty();
  }

  String required(String field) throws MalformedInput {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      throw new MalformedInput(STRUCTURE, -1, "\"" + field + "\" is missing");
    }
    return text.get();
  }

  /** A name from outside goes on to logs and terminals: one line, bounded, well-formed. */
  static String plain(JsonNode n) throws MalformedInput {
    String s = n.textValue();
    if (s == null || s.isEmpty() || s.length() > MAX_TEXT || s.codePoints().anyMatch(Node::odd)) {
      throw new MalformedInput(
          STRUCTURE, -1, "a text of 1 to " + MAX_TEXT + " characters without controls expected");
    }
    return s;
  }

  private static boolean odd(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.SURROGATE
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  boolean flag(String field) throws MalformedInput {
    JsonNode n = json.path(field);
    if (has(field) && !n.isBoolean()) {
      throw new MalformedInput(STRUCTURE, -1, "\"" + field + "\": true or false expected");
    }
    return n.booleanValue();
  }

  /** The object in a field; empty where there is none. */
  Node object(String field) throws MalformedInput {
    return has(field) ? of(json.path(field)) : EMPTY;
  }

  /** As {@link #object}; some providers write the object as a text of JSON. */
  Node objectOrText(String field) throws MalformedInput {
    JsonNode n = json.path(field);
    if (!n.isTextual()) {
      return object(field);
    }
    return n.textValue().startsWith("{") ? parse(Bytes.utf8(n.textValue())) : EMPTY;
  }

  List<JsonNode> list(String field) throws MalformedInput {
    if (has(field) && !json.path(field).isArray()) {
      throw new MalformedInput(STRUCTURE, -1, "\"" + field + "\": a list expected");
    }
    List<JsonNode> all = new ArrayList<>();
    json.path(field).forEach(all::add);
    return all;
  }

  static Node parse(Bytes text) throws MalformedInput {
    return new Node(Json.readObject(STRUCTURE, text));
  }

  /** Names an event that has no id of its own: the same event, the same name. */
  String digest() {
    return "sha256:" + HashAlgorithm.SHA256.digest(Bytes.utf8(json.toString())).hex();
  }
}
