package dev.attestry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) strictly: one value and nothing after it, no duplicate names, UTF-8 only,
 * bounded depth and sizes. Big and decimal numbers are kept exactly.
 */
public final class Json {

  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(16 << 20)
                          .maxNumberLength(400)
                          .maxNameLength(4096)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** The one value that the bytes hold. */
  public static JsonNode read(String structure, Bytes bytes) throws MalformedInput {
    requireUtf8(structure, bytes);
    try {
      JsonNode node = MAPPER.readTree(bytes.unsafe());
      if (node == null || node.isMissingNode()) {
        throw new MalformedInput(structure, 0, "no JSON value");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MalformedInput(structure, offset(e), unquoted(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new MalformedInput(structure, -1, "not JSON: " + e.getMessage());
    } catch (ArithmeticException | NumberFormatException e) {
      // Jackson lets through what BigDecimal says of an exponent like 2e330431493504.
      throw new MalformedInput(structure, -1, "a number out of range");
    }
  }

  /** As {@link #read}, and the value is an object. */
  public static ObjectNode readObject(String structure, Bytes bytes) throws MalformedInput {
    if (read(structure, bytes) instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedInput(structure, 0, "a JSON object expected");
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Indented text for people; never hashed. */
  public static String pretty(JsonNode node) {
    return node.toPrettyString();
  }

  /** Jackson quotes tokens and names; reasons are logged, and the input may name a person. */
  private static String unquoted(String message) {
    int quote = message.startsWith("Unexpected character") ? -1 : message.indexOf('\'');
    return quote < 0 ? message : message.substring(0, quote) + "…";
  }

  /** RFC 8259 §8.1: UTF-8 without a byte order mark. Jackson would guess UTF-16 and UTF-32 too. */
  private static void requireUtf8(String structure, Bytes bytes) throws MalformedInput {
    try {
      if (!ascii(bytes.unsafe())) {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.unsafe()));
      }
    } catch (CharacterCodingException e) {
      throw new MalformedInput(structure, -1, "not well-formed UTF-8");
    }
    for (int i = 0; i < Math.min(2, bytes.length()); i++) {
      if (bytes.u8(i) == 0 || bytes.u8(i) == 0xef && i == 0) {
        throw new MalformedInput(structure, i, "UTF-8 without a byte order mark expected");
      }
    }
  }

  private static boolean ascii(byte[] bytes) {
    int all = 0;
    for (byte b : bytes) {
      all |= b;
    }
    return all >= 0;
  }

  private static long offset(JsonProcessingException e) {
    return e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
  }
}
