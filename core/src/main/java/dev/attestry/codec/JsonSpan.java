package dev.attestry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Where the parts of a JSON text stand in its bytes: signatures cover bytes, not values. */
public final class JsonSpan {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonSpan() {}

  /**
   * The bytes of the object that is a member of the outermost object, from brace to brace.
   *
   * @param json a text that {@link Json} has read, so that no name stands in it twice
   */
  public static Bytes ofObject(String structure, Bytes json, String member) throws MalformedInput {
    try (JsonParser p = FACTORY.createParser(json.unsafe())) {
      p.nextToken();
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = p.currentName().equals(member);
        boolean object = p.nextToken() == JsonToken.START_OBJECT;
        int from = (int) p.currentTokenLocation().getByteOffset();
        p.skipChildren();
        if (wanted && object) {
          return json.slice(from, (int) p.currentLocation().getByteOffset());
        }
      }
      throw new MalformedInput(structure, -1, "no object \"" + member + "\"");
    } catch (IOException e) {
      throw new MalformedInput(structure, -1, "not JSON: " + e.getMessage());
    }
  }
}
