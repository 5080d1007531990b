package dev.attestry.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/** Check requests as a smaller fleet would have them. */
public final class TrialRequests {

  private TrialRequests() {}

  /** The same request in parts of so many components. */
  public static List<String> split(String request, int components) throws MalformedInput {
    ObjectNode whole = Json.readObject("check request", Bytes.utf8(request));
    List<JsonNode> all = new ArrayList<>();
    whole.withArray("components").forEach(all::add);
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += components) {
      ArrayNode some = whole.putArray("components");
      all.subList(from, Math.min(all.size(), from + components)).forEach(some::add);
      parts.add(whole.toString());
    }
    return parts;
  }
}
