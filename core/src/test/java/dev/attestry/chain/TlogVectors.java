package dev.attestry.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.Vectors;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/** The cases of {@code vectors/tlog}. */
final class TlogVectors {

  private TlogVectors() {}

  static List<JsonNode> cases(String file) {
    List<JsonNode> out = new ArrayList<>();
    Vectors.json(Vectors.folder("tlog").resolve(file + ".json")).get("cases").forEach(out::add);
    return out;
  }

  /** Base64 as the vectors write it; hashes of wrong lengths and empty ones included. */
  static Bytes base64(JsonNode text) {
    try {
      return Base64s.decode("vector", text.textValue());
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Bytes> hashes(JsonNode array) {
    List<Bytes> out = new ArrayList<>();
    array.forEach(h -> out.add(base64(h)));
    return out;
  }

  /**
   * Whether the answers differ from what is expected. Cases marked {@code either} are listed and
   * never asserted.
   */
  static final class Tally {
    final List<String> wrong = new ArrayList<>();
    final List<String> either = new ArrayList<>();
    int asserted;

    /** Prints the cases that may be answered either way, with our answers. */
    void listEither(String what) {
      System.out.println(what + ", either answer is right: " + String.join("; ", either));
    }

    void add(JsonNode c, boolean valid) {
      String expect = c.get("expect").textValue();
      if (expect.equals("either")) {
        either.add(c.get("id").textValue() + ": " + (valid ? "valid" : "invalid"));
        return;
      }
      asserted++;
      if (valid != expect.equals("valid")) {
        wrong.add(c.get("id").textValue() + ": " + expect + " expected; " + c.path("why"));
      }
    }
  }
}
