package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Texts;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the members of a closed JSON object: each once, by name; what is left over is an error. */
final class Fields {

  /** Reads one value of a list or one nested object. */
  interface Reader<T> {
    T read(Fields fields) throws MalformedInput;
  }

  private final String structure;

  /** Name of the member that this object is; empty for the outermost. */
  private final String member;

  private final JsonLine object;

  /** How many members were taken; each is asked for once. */
  private int taken;

  private Fields(String structure, String member, JsonLine object) {
    this.structure = structure;
    this.member = member;
    this.object = object;
  }

  static Fields of(String structure, JsonLine object) {
    return new Fields(structure, "", object);
  }

  /** The members of an object in the log's JSON profile: in JCS form and in no other. */
  static Fields read(String structure, Bytes json) throws MalformedInput {
    return new Fields(structure, "", JsonLine.read(structure, json));
  }

  /** Ends the reading: no member may be left. */
  void end() throws MalformedInput {
    int left = object.size() - taken;
    if (left != 0) {
      throw malformed("unknown members: " + left);
    }
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Whether a member is there and null; then it is taken. */
  boolean isNull(String name) {
    if (!object.is(name, "null")) {
      return false;
    }
    taken++;
    return true;
  }

  String text(String name) throws MalformedInput {
    return known(name).value();
  }

  private Texts.Text known(String name) throws MalformedInput {
    take(name);
    Optional<Texts.Text> t = object.known(name);
    if (t.isEmpty()) {
      throw notString(name);
    }
    return t.get();
  }

  private MalformedInput notString(String name) {
    return malformed("\"" + name + "\" is not a string");
  }

  /** A string of a shape. */
  String text(String name, Shape shape) throws MalformedInput {
    Texts.Text t = known(name);
    if (t.meaning() != shape) {
      if (!shape.matches(t.value())) {
        throw malformed("\"" + name + "\" does not match " + shape);
      }
      t.means(shape);
    }
    return t.value();
  }

  /** A string that a pattern matches as a whole. */
  String text(String name, Pattern pattern) throws MalformedInput {
    String s = text(name);
    if (!pattern.matcher(s).matches()) {
      throw malformed("\"" + name + "\" does not match " + pattern);
    }
    return s;
  }

  /** The name of an object below the shard. */
  String reference(String name) throws MalformedInput {
    Texts.Text t = known(name);
    if (t.meaning() != Layout.class) {
      if (!Layout.isReference(t.value())) {
        throw malformed("\"" + name + "\" is not the name of an object");
      }
      t.means(Layout.class);
    }
    return t.value();
  }

  Optional<String> optionalText(String name, Shape shape) throws MalformedInput {
    return has(name) ? Optional.of(text(name, shape)) : Optional.empty();
  }

  /** An integer in a range; JSON numbers with a fraction or an exponent are refused. */
  long integer(String name, long from, long to) throws MalformedInput {
    take(name);
    OptionalLong n = object.integer(name);
    if (n.isEmpty() || n.getAsLong() < from || n.getAsLong() > to) {
      throw malformed("\"" + name + "\" is not an integer from " + from + " to " + to);
    }
    return n.getAsLong();
  }

  /** A count: from 0 to the largest integer that JSON readers agree on. */
  long count(String name) throws MalformedInput {
    return integer(name, 0, Limits.MAX_INTEGER);
  }

  boolean flag(String name) throws MalformedInput {
    take(name);
    if (!object.is(name, "true") && !object.is(name, "false")) {
      throw malformed("\"" + name + "\" is not true or false");
    }
    return object.is(name, "true");
  }

  /** Bytes in canonical base64, of one length. */
  Bytes base64(String name, int length) throws MalformedInput {
    take(name);
    Optional<Bytes> b = object.base64(structure, name);
    if (b.isEmpty()) {
      throw notString(name);
    }
    if (b.get().length() != length) {
      throw malformed("\"" + name + "\" has " + b.get().length() + " bytes, not " + length);
    }
    return b.get();
  }

  /** An RFC 3339 time in UTC, in the one form that we write. */
  Instant time(String name) throws MalformedInput {
    Texts.Text text = known(name);
    if (text.meaning() instanceof Instant t) {
      return t;
    }
    Optional<Instant> t = UtcTime.parse(text.value());
    if (t.isEmpty()) {
      throw malformed("\"" + name + "\" is not a UTC time as 2026-11-24T23:00:00Z");
    }
    text.means(t.get());
    return t.get();
  }

  Optional<Instant> optionalTime(String name) throws MalformedInput {
    return has(name) ? Optional.of(time(name)) : Optional.empty();
  }

  JsonLine object(String name) throws MalformedInput {
    take(name);
    Optional<JsonLine> o = object.object(name);
    if (o.isEmpty()) {
      throw malformed("\"" + name + "\" is not an object");
    }
    return o.get();
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
    take(name);
    Optional<List<JsonLine>> objects = object.objects(name);
    if (objects.isEmpty()) {
      throw malformed("\"" + name + "\" is not a list of objects");
    }
    List<T> all = new ArrayList<>(objects.get().size());
    for (JsonLine o : objects.get()) {
      all.add(closed(o, name, reader));
    }
    return List.copyOf(all);
  }

  /** A list of strings of a shape. */
  List<String> texts(String name, Shape shape) throws MalformedInput {
    take(name);
    Optional<List<String>> all = object.texts(name);
    if (all.isEmpty()) {
      throw malformed("\"" + name + "\" is not a list of strings");
    }
    for (String s : all.get()) {
      if (!shape.matches(s)) {
        throw malformed("\"" + name + "\" holds something that does not match " + shape);
      }
    }
    return List.copyOf(all.get());
  }

  MalformedInput malformed(String reason) {
    return new MalformedInput(member.isEmpty() ? structure : structure + " " + member, -1, reason);
  }

  private <T> T closed(JsonLine o, String name, Reader<T> reader) throws MalformedInput {
    Fields f = new Fields(structure, name, o);
    T value = reader.read(f);
    f.end();
    return value;
  }

  private void take(String name) throws MalformedInput {
    if (!has(name)) {
      throw malformed("\"" + name + "\" is missing");
    }
    taken++;
  }
}
