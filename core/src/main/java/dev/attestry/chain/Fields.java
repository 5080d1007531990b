package dev.attestry.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the members of a closed JSON object: each once, by name; what is left over is an error. */
final class Fields {

  /** Reads one value of a list or one nested object. */
  interface Reader<T> {
    T read(Fields fields) throws MalformedInput;
  }

  private final String structure;
  private final ObjectNode object;
  private final Set<String> left = new HashSet<>();

  private Fields(String structure, ObjectNode object) {
    this.structure = structure;
    this.object = object;
    object.fieldNames().forEachRemaining(left::add);
  }

  static Fields of(String structure, ObjectNode object) {
    return new Fields(structure, object);
  }

  /** Ends the reading: no member may be left. */
  void end() throws MalformedInput {
    if (!left.isEmpty()) {
      throw malformed("unknown members: " + left.size());
    }
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Whether a member is there and null; then it is taken. */
  boolean isNull(String name) {
    return object.path(name).isNull() && left.remove(name);
  }

  String text(String name) throws MalformedInput {
    JsonNode n = take(name);
    if (!n.isTextual()) {
      throw malformed("\"" + name + "\" is not a string");
    }
    return n.textValue();
  }

  /** A string that a pattern matches as a whole. */
  String text(String name, Pattern pattern) throws MalformedInput {
    String s = text(name);
    if (!pattern.matcher(s).matches()) {
      throw malformed("\"" + name + "\" does not match " + pattern);
    }
    return s;
  }

  Optional<String> optionalText(String name, Pattern pattern) throws MalformedInput {
    return has(name) ? Optional.of(text(name, pattern)) : Optional.empty();
  }

  /** An integer in a range; JSON numbers with a fraction or an exponent are refused. */
  long integer(String name, long from, long to) throws MalformedInput {
    JsonNode n = take(name);
    if (!n.isIntegralNumber()
        || !n.canConvertToLong()
        || n.longValue() < from
        || n.longValue() > to) {
      throw malformed("\"" + name + "\" is not an integer from " + from + " to " + to);
    }
    return n.longValue();
  }

  /** A count: from 0 to the largest integer that JSON readers agree on. */
  long count(String name) throws MalformedInput {
    return integer(name, 0, Limits.MAX_INTEGER);
  }

  boolean flag(String name) throws MalformedInput {
    JsonNode n = take(name);
    if (!n.isBoolean()) {
      throw malformed("\"" + name + "\" is not true or false");
    }
    return n.booleanValue();
  }

  /** Bytes in canonical base64, of one length. */
  Bytes base64(String name, int length) throws MalformedInput {
    Bytes b = Base64s.decode(structure, text(name));
    if (b.length() != length) {
      throw malformed("\"" + name + "\" has " + b.length() + " bytes, not " + length);
    }
    return b;
  }

  /** An RFC 3339 time in UTC, in the one form that we write. */
  Instant time(String name) throws MalformedInput {
    String s = text(name);
    try {
      Instant t = Instant.parse(s);
      if (t.toString().equals(s)) {
        return t;
      }
    } catch (DateTimeException e) {
      // Falls through: another form of time is as wrong as none.
    }
    throw malformed("\"" + name + "\" is not a UTC time as 2026-11-24T23:00:00Z");
  }

  Optional<Instant> optionalTime(String name) throws MalformedInput {
    return has(name) ? Optional.of(time(name)) : Optional.empty();
  }

  ObjectNode object(String name) throws MalformedInput {
    if (take(name) instanceof ObjectNode o) {
      return o;
    }
    throw malformed("\"" + name + "\" is not an object");
  }

  /** A nested closed object. */
  <T> T nested(String name, Reader<T> reader) throws MalformedInput {
    return closed(object(name), name, reader);
  }

  <T> Optional<T> optional(String name, Reader<T> reader) throws MalformedInput {
    return has(name) ? Optional.of(nested(name, reader)) : Optional.empty();
  }

  /** A list of closed objects. */
  <T> List<T> list(String name, Reader<T> reader) throws MalformedInput {
    List<T> all = new ArrayList<>();
    for (JsonNode n : array(name)) {
      if (!(n instanceof ObjectNode o)) {
        throw malformed("\"" + name + "\" holds something that is not an object");
      }
      all.add(closed(o, name, reader));
    }
    return List.copyOf(all);
  }

  /** A list of strings that a pattern matches. */
  List<String> texts(String name, Pattern pattern) throws MalformedInput {
    List<String> all = new ArrayList<>();
    for (JsonNode n : array(name)) {
      if (!n.isTextual() || !pattern.matcher(n.textValue()).matches()) {
        throw malformed("\"" + name + "\" holds something that does not match " + pattern);
      }
      all.add(n.textValue());
    }
    return List.copyOf(all);
  }

  MalformedInput malformed(String reason) {
    return new MalformedInput(structure, -1, reason);
  }

  private JsonNode array(String name) throws MalformedInput {
    JsonNode n = take(name);
    if (!n.isArray()) {
      throw malformed("\"" + name + "\" is not a list");
    }
    return n;
  }

  private <T> T closed(ObjectNode o, String name, Reader<T> reader) throws MalformedInput {
    Fields f = new Fields(structure + " " + name, o);
    T value = reader.read(f);
    f.end();
    return value;
  }

  private JsonNode take(String name) throws MalformedInput {
    JsonNode n = object.get(name);
    if (n == null) {
      throw malformed("\"" + name + "\" is missing");
    }
    left.remove(name);
    return n;
  }
}
