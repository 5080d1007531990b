package dev.attestry.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a guest is asked: {@code {"nonce":"<base64url>"}}, or for composites {@code
 * {"nonces":{"<part>":"<base64url>"}}}: the bytes that each signed slot must hold.
 */
public final class SlotsJson {

  private static final String STRUCTURE = "evidence request";

  private SlotsJson() {}

  /** The request for these slots. */
  public static Bytes encode(Slots slots) {
    ObjectNode o = Json.object();
    slots
        .values()
        .forEach(
            (part, value) -> {
              if (part.equals(Slots.WHOLE)) {
                o.put("nonce", Base64s.encodeUrl(value));
              } else {
                o.withObjectProperty("nonces").put(part, Base64s.encodeUrl(value));
              }
            });
    return Bytes.utf8(o.toString());
  }

  /** Reads a request. */
  public static Slots parse(Bytes json) throws MalformedInput {
    TreeMap<String, Bytes> values = new TreeMap<>();
    ObjectNode o = Json.readObject(STRUCTURE, json);
    for (Map.Entry<String, JsonNode> e : o.properties()) {
      switch (e.getKey()) {
        case "nonce" -> values.put(Slots.WHOLE, value(e.getValue()));
        case "nonces" -> {
          for (Map.Entry<String, JsonNode> part : e.getValue().properties()) {
            values.put(part.getKey(), value(part.getValue()));
          }
        }
        default -> throw new MalformedInput(STRUCTURE, -1, "\"nonce\" or \"nonces\" expected");
      }
    }
    if (values.isEmpty()) {
      throw new MalformedInput(STRUCTURE, -1, "no nonce");
    }
    return new Slots(values);
  }

  private static Bytes value(JsonNode n) throws MalformedInput {
    if (!n.isTextual()) {
      throw new MalformedInput(STRUCTURE, -1, "a nonce in base64url expected");
    }
    return Base64s.decodeUrl(STRUCTURE, n.textValue());
  }
}
