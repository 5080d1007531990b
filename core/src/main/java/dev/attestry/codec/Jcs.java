package dev.attestry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The JSON Canonicalization Scheme (RFC 8785) over our JSON profile: integers of magnitude below
 * 2^53, no fractions, well-formed Unicode.
 */
public final class Jcs {

  private static final long LIMIT = 1L << 53;

  private Jcs() {}

  /**
   * The canonical bytes.
   *
   * @throws IllegalArgumentException if the value lies outside the profile
   */
  public static Bytes encode(JsonNode node) {
    StringBuilder out = new StringBuilder(1024);
    value(node, out);
    return Bytes.utf8(out.toString());
  }

  /** Whether the bytes are exactly the canonical form of the value they hold. */
  public static boolean isCanonical(Bytes bytes, JsonNode value) {
    try {
      return encode(value).equals(bytes);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void value(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node, out);
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          value(node.get(i), out);
        }
        out.append(']');
      }
      case STRING -> string(node.textValue(), out);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case NUMBER -> number(node, out);
      default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
    }
  }

  /** RFC 8785 §3.2.3: names in the order of their UTF-16 code units. */
  private static void object(JsonNode node, StringBuilder out) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    Collections.sort(fields, Map.Entry.comparingByKey());
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> f : fields) {
      out.append(separator);
      separator = ",";
      string(f.getKey(), out);
      out.append(':');
      value(f.getValue(), out);
    }
    out.append('}');
  }

  private static void number(JsonNode node, StringBuilder out) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException("only integers below 2^53 are allowed: " + node);
    }
    long n = node.longValue();
    if (n <= -LIMIT || n >= LIMIT) {
      throw new IllegalArgumentException("only integers below 2^53 are allowed: " + n);
    }
    out.append(n);
  }

  /** RFC 8785 §3.2.2.2: the two-character escapes, \\u00xx for other controls, else as it is. */
  static void string(String s, StringBuilder out) {
    out.append('"');
    int plain = plain(s);
    out.append(s, 0, plain);
    for (int i = plain; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else if (Character.isSurrogate(c)) {
            i = pair(s, i, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Length of the start that stands as it is; most strings do as a whole. */
  private static int plain(String s) {
    int i = 0;
    while (i < s.length() && isPlain(s.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private static int pair(String s, int i, StringBuilder out) {
    if (i + 1 >= s.length() || !Character.isSurrogatePair(s.charAt(i), s.charAt(i + 1))) {
      throw new IllegalArgumentException("lone surrogate in a string");
    }
    out.append(s.charAt(i)).append(s.charAt(i + 1));
    return i + 1;
  }
}
