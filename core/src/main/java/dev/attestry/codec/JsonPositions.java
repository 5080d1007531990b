package dev.attestry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalInt;

/** Finds the line on which a JSON pointer's value (or its field name) stands, for messages. */
public final class JsonPositions {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonPositions() {}

  /** The line, from 1; of the nearest parent that exists; empty if the text is not JSON. */
  public static OptionalInt line(Bytes json, String pointer) {
    OptionalInt best = OptionalInt.empty();
    int bestLength = -1;
    try (JsonParser p = FACTORY.createParser(json.unsafe())) {
      for (JsonToken t = p.nextToken(); t != null; t = p.nextToken()) {
        String here = p.getParsingContext().pathAsPointer().toString();
        boolean on = pointer.equals(here) || pointer.startsWith(here + "/");
        if (on && here.length() > bestLength) {
          bestLength = here.length();
          best = OptionalInt.of(p.currentTokenLocation().getLineNr());
        }
      }
      return best;
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}
