package dev.attestry.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;

/** The JSON profile of the log: JCS form, integers below 2^53, depth at most 16 (design, 7). */
final class JsonProfile {

  private static final int MAX_DEPTH = 16;

  private JsonProfile() {}

  /** An object that stands in its canonical form and in no other. */
  static ObjectNode read(String structure, Bytes bytes) throws MalformedInput {
    if (bytes.length() > Limits.MAX_LINE) {
      throw new MalformedInput(structure, 0, bytes.length() + " bytes, at most 65,535 allowed");
    }
    ObjectNode o = Json.readObject(structure, bytes);
    if (!Jcs.isCanonical(bytes, o)) {
      throw new MalformedInput(structure, 0, "not in JCS form, or outside the profile");
    }
    if (depth(o) > MAX_DEPTH) {
      throw new MalformedInput(structure, 0, "nested deeper than " + MAX_DEPTH);
    }
    return o;
  }

  /** The canonical bytes of a nested object that may hold anything within the profile. */
  static Bytes canonical(Fields f, ObjectNode object) throws MalformedInput {
    try {
      return Jcs.encode(object);
    } catch (IllegalArgumentException e) {
      throw f.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : deepest;
  }
}
