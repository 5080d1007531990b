package dev.attestry.scheme.posture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one object of a snapshot, each read once and copied to the claims; at the end none
 * may be left over. Used by one thread.
 */
final class Fields {

  private final String place;
  private final ObjectNode node;
  private final ObjectNode claims;
  private final Set<String> read;

  Fields(String place, ObjectNode node, ObjectNode claims) {
    this(place, node, claims, new HashSet<>());
  }

  private Fields(String place, ObjectNode node, ObjectNode claims, Set<String> read) {
    this.place = place;
    this.node = node;
    this.claims = claims;
    this.read = read;
  }

  /** The same object, what is read from here on being claims. */
  Fields into(ObjectNode other) {
    return new Fields(place, node, other, read);
  }

  Optional<String> text(String name, int longest) throws MalformedInput {
    return matching(name, "[\\x20-\\x7e]{1," + longest + "}");
  }

  /** One of these words. */
  Optional<String> word(String name, List<String> words) throws MalformedInput {
    Optional<String> found = matching(name, "[\\x20-\\x7e]{1,64}");
    if (found.isPresent() && !words.contains(found.get())) {
      throw malformed(name, "one of " + words + " expected");
    }
    return found;
  }

  Optional<String> matching(String name, String pattern) throws MalformedInput {
    Optional<JsonNode> n = take(name);
    if (n.isEmpty()) {
      return Optional.empty();
    }
    if (!n.get().isTextual() || !n.get().textValue().matches(pattern)) {
      throw malformed(name, "a text of the form " + pattern + " expected");
    }
    claims.put(name, n.get().textValue());
    return Optional.of(n.get().textValue());
  }

  Optional<Boolean> flag(String name) throws MalformedInput {
    Optional<JsonNode> n = take(name);
    if (n.isEmpty()) {
      return Optional.empty();
    }
    if (!n.get().isBoolean()) {
      throw malformed(name, "true or false expected");
    }
    claims.put(name, n.get().booleanValue());
    return Optional.of(n.get().booleanValue());
  }

  void number(String name, long least, long most) throws MalformedInput {
    Optional<JsonNode> n = take(name);
    if (n.isEmpty()) {
      return;
    }
    if (!n.get().isIntegralNumber()
        || !n.get().canConvertToLong()
        || n.get().longValue() < least
        || n.get().longValue() > most) {
      throw malformed(name, "a whole number from " + least + " to " + most + " expected");
    }
    claims.put(name, n.get().longValue());
  }

  /** The object in a member; empty if there is none. */
  Fields object(String name) throws MalformedInput {
    Optional<JsonNode> n = take(name);
    if (n.isEmpty()) {
      return new Fields(at(name), Json.object(), Json.object());
    }
    return of(name, n.get(), claims.putObject(name));
  }

  /** The objects of a list, which are no claims. */
  List<Fields> objects(String name, int most) throws MalformedInput {
    List<Fields> out = new ArrayList<>();
    Optional<JsonNode> list = take(name);
    if (list.isPresent() && (!list.get().isArray() || list.get().size() > most)) {
      throw malformed(name, "a list of at most " + most + " objects expected");
    }
    for (JsonNode n : list.orElseGet(Json::object)) {
      out.add(of(name, n, Json.object()));
    }
    return out;
  }

  String required(String name, Optional<String> value) throws MalformedInput {
    return value.orElseThrow(() -> malformed(name, "is missing"));
  }

  /** Nothing else may stand there: what is not understood is not stepped over. */
  void end() throws MalformedInput {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      if (!read.contains(names.next())) {
        throw malformed("", "a member that is not known");
      }
    }
  }

  private Fields of(String name, JsonNode n, ObjectNode to) throws MalformedInput {
    if (n instanceof ObjectNode o) {
      return new Fields(at(name), o, to);
    }
    throw malformed(name, "an object expected");
  }

  private Optional<JsonNode> take(String name) {
    read.add(name);
    return Optional.ofNullable(node.get(name));
  }

  private String at(String name) {
    return place + "/" + name;
  }

  private MalformedInput malformed(String name, String reason) {
    return new MalformedInput(Snapshot.STRUCTURE, -1, at(name) + ": " + reason);
  }
}
