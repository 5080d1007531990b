package dev.attestry.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What evidence says, decoded: names of the format's specification in snake case, byte strings in
 * lower-case hexadecimal, integers below 2^53 as numbers. Only what a signature covers is a claim;
 * what is merely reported stands under {@code unverified}.
 */
public final class Claims {

  /** No claims. */
  public static final Claims NONE = new Claims(Json.object(), null);

  private static final String UNVERIFIED = "unverified";

  private @Nullable ObjectNode written;
  private @Nullable Consumer<ObjectNode> fill;

  private Claims(@Nullable ObjectNode written, @Nullable Consumer<ObjectNode> fill) {
    this.written = written;
    this.fill = fill;
  }

  /** Claims filled in by a function. */
  public static Claims of(Consumer<ObjectNode> fill) {
    ObjectNode o = Json.object();
    fill.accept(o);
    return new Claims(o, null);
  }

  /**
   * Claims filled in by a function of values that do not change, when they are first asked for:
   * whoever only wants the verdict pays for no claims.
   */
  public static Claims whenAsked(Consumer<ObjectNode> fill) {
    return new Claims(null, fill);
  }

  /** The same where a check failed: none of it is a claim, all of it is merely reported. */
  public Claims unverified() {
    return whenAsked(o -> o.set(UNVERIFIED, said().json()));
  }

  /**
   * All that was said, verified or not, each in the place that it has as a claim: for a composite,
   * which looks at parts before it is known whether the whole holds.
   */
  public Claims said() {
    return whenAsked(
        o -> {
          o.setAll(toJson());
          if (o.remove(UNVERIFIED) instanceof ObjectNode merely) {
            o.setAll(merely);
          }
        });
  }

  private synchronized ObjectNode json() {
    @Nullable ObjectNode o = written;
    if (o == null) {
      o = Json.object();
      Objects.requireNonNull(fill).accept(o);
      written = o;
      fill = null;
    }
    return o;
  }

  /** A copy as JSON. */
  public ObjectNode toJson() {
    return json().deepCopy();
  }

  public boolean isEmpty() {
    return json().isEmpty();
  }

  /** The value at a JSON pointer (RFC 6901): {@code /pcrs/sha384/4}. */
  public Optional<JsonNode> at(String pointer) {
    JsonNode n = json().at(pointer);
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
    return json().deepCopy().fieldNames();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Claims c && c.json().equals(json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json().toString();
  }
}
