package dev.attestry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes the JSON form of conceptual message wrappers (RFC 9999 sections 3.1, 3.3). */
public final class CmwJson {

  /** The member that holds the type of a collection; never a label. */
  private static final String TYPE = "__cmwc_t";

  private static final int MAX_DEPTH = 16;
  private static final int MAX_MEMBERS = 1024;
  private static final String STRUCTURE = "CMW";

  // RFC 6838 §4.2 names, with parameters as RFC 9110 §5.6.6 writes them.
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
              + "(\\s*;\\s*[A-Za-z0-9!#$%&'*+.^_`|~-]+=([A-Za-z0-9!#$%&'*+.^_`|~-]+|\"[^\"\\\\\\p{Cntrl}]*\"))*");
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
  private static final Pattern ABSOLUTE_URI =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]+");

  private CmwJson() {}

  /** Reads a record or a collection. */
  public static Cmw read(Bytes json) throws MalformedInput {
    return read(Json.read(STRUCTURE, json), 0);
  }

  /** Reads one that stands inside another JSON document. */
  public static Cmw read(JsonNode node) throws MalformedInput {
    return read(node, 0);
  }

  /** The JSON form; the same wrapper always gives the same bytes. */
  public static JsonNode write(Cmw cmw) {
    return switch (cmw) {
      case Cmw.Message m -> {
        ArrayNode a = JsonNodeFactory.instance.arrayNode();
        a.add(m.mediaType()).add(Base64s.encodeUrl(m.value()));
        m.indicator().ifPresent(a::add);
        yield a;
      }
      case Cmw.Collection c -> {
        ObjectNode o = Json.object();
        c.type().ifPresent(t -> o.put(TYPE, t));
        c.members().forEach((label, member) -> o.set(label, write(member)));
        yield o;
      }
    };
  }

  private static Cmw read(JsonNode node, int depth) throws MalformedInput {
    if (depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH);
    }
    if (node instanceof ArrayNode array) {
      return message(array);
    }
    if (node instanceof ObjectNode object) {
      return collection(object, depth);
    }
    throw malformed("an array (record) or an object (collection) expected");
  }

  private static Cmw.Message message(ArrayNode a) throws MalformedInput {
    if (a.size() < 2 || a.size() > 3) {
      throw malformed("a record has 2 or 3 entries, not " + a.size());
    }
    if (!a.get(0).isTextual() || !MEDIA_TYPE.matcher(a.get(0).textValue()).matches()) {
      throw malformed("the first entry of a record is a media type");
    }
    if (!a.get(1).isTextual()) {
      throw malformed("the second entry of a record is base64url");
    }
    Optional<Integer> indicator = Optional.empty();
    if (a.size() == 3) {
      JsonNode ind = a.get(2);
      if (!ind.isInt() || ind.intValue() < 1 || ind.intValue() > 31) {
        throw malformed("an indicator is a whole number from 1 to 31");
      }
      indicator = Optional.of(ind.intValue());
    }
    Bytes value = Base64s.decodeUrl(STRUCTURE, a.get(1).textValue());
    return new Cmw.Message(a.get(0).textValue(), value, indicator);
  }

  private static Cmw.Collection collection(ObjectNode o, int depth) throws MalformedInput {
    Optional<String> type = Optional.empty();
    Map<String, Cmw> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : o.properties()) {
      if (e.getKey().equals(TYPE)) {
        type = Optional.of(type(e.getValue()));
      } else if (e.getKey().isEmpty() || members.size() == MAX_MEMBERS) {
        throw malformed("a label is not empty, and there are at most " + MAX_MEMBERS);
      } else {
        members.put(e.getKey(), read(e.getValue(), depth + 1));
      }
    }
    if (members.isEmpty()) {
      throw malformed("a collection has at least one member");
    }
    return new Cmw.Collection(type, members);
  }

  private static String type(JsonNode node) throws MalformedInput {
    String t = node.isTextual() ? node.textValue() : "";
    if (!OID.matcher(t).matches() && !ABSOLUTE_URI.matcher(t).matches()) {
      throw malformed(TYPE + " is an absolute URI or an OID");
    }
    return t;
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
