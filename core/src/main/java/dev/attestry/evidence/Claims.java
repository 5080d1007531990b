package dev.attestry.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What evidence says, decoded: names of the format's specification in snake case, byte strings in
 * lower-case hexadecimal, integers below 2^53 as numbers. Only what a signature covers is a claim;
 * what is merely reported stands under {@code unverified}.
 */
public final class Claims {

  /** No claims. */
  public static final Claims NONE = new Claims(Json.object());

  private final ObjectNode json;

  private Claims(ObjectNode json) {
    this.json = json;
  }

  /** Claims filled in by a function. */
  public static Claims of(Consumer<ObjectNode> fill) {
    ObjectNode o = Json.object();
    fill.accept(o);
    return new Claims(o);
  }

  /** A copy as JSON. */
  public ObjectNode toJson() {
    return json.deepCopy();
  }

  public boolean isEmpty() {
    return json.isEmpty();
  }

  /** The value at a JSON pointer (RFC 6901): {@code /pcrs/sha384/4}. */
  public Optional<JsonNode> at(String pointer) {
    JsonNode n = json.at(pointer);
    return n.isMissingNode() || n.isNull() ? Optional.empty() : Optional.of(n.deepCopy());
  }

  /** The text at a pointer. */
  public Optional<String> text(String pointer) {
    return at(pointer).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** The byte string at a pointer. */
  public Optional<Bytes> bytes(String pointer) {
    return text(pointer).filter(t -> t.matches("([0-9a-f]{2})*")).map(Bytes::ofHex);
  }

  /** The integer at a pointer. */
  public Optional<Long> number(String pointer) {
    return at(pointer)
        .filter(n -> n.isIntegralNumber() && n.canConvertToLong())
        .map(JsonNode::longValue);
  }

  /** The flag at a pointer. */
  public Optional<Boolean> flag(String pointer) {
    return at(pointer).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
  }

  /** The names at the top. */
  public Iterator<String> names() {
    return json.deepCopy().fieldNames();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Claims c && c.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
