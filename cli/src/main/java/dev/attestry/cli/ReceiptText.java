package dev.attestry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.Set;

/** A receipt as a file holds it. */
final class ReceiptText {

  private static final Set<String> FIELDS = Set.of("genesis", "commit", "hash", "size");

  private ReceiptText() {}

  /**
   * @param genesis of the log that it must be of
   */
  static Seen read(Bytes json, Bytes genesis) throws MalformedInput {
    ObjectNode o = Json.readObject("receipt", json);
    for (String name : FIELDS) {
      if (!o.has(name)) {
        throw new MalformedInput("receipt", -1, "\"" + name + "\" is missing");
      }
    }
    if (!hash(o, "genesis").equals(genesis)) {
      throw new MalformedInput("receipt", -1, "it is of another log");
    }
    return new Seen(genesis, number(o, "commit"), hash(o, "hash"), number(o, "size"));
  }

  private static Bytes hash(ObjectNode o, String field) throws MalformedInput {
    String hex = o.path(field).asText();
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new MalformedInput("receipt", -1, "\"" + field + "\" is not a SHA-256");
    }
    return Bytes.ofHex(hex);
  }

  private static long number(ObjectNode o, String field) throws MalformedInput {
    JsonNode n = o.path(field);
    if (!n.isIntegralNumber() || !n.canConvertToLong() || n.longValue() < 0) {
      throw new MalformedInput("receipt", -1, "\"" + field + "\" is not a whole number from 0 on");
    }
    return n.longValue();
  }

  static Bytes of(Seen seen) {
    ObjectNode o = Json.object();
    o.put("genesis", seen.genesis().hex()).put("commit", seen.commit());
    o.put("hash", seen.hash().hex()).put("size", seen.size());
    return Bytes.utf8(Json.pretty(o) + "\n");
  }
}
