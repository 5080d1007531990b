package dev.attestry.codec;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One CBOR data item (RFC 8949), as {@link CborReader} reads it. */
public sealed interface Cbor {

  /** Where its first byte stood. */
  int offset();

  /** The kind, in the words of RFC 8949, for messages. */
  String kind();

  /** Major types 0 and 1. */
  record Int(int offset, BigInteger value) implements Cbor {
    @Override
    public String kind() {
      return "integer";
    }
  }

  /** Major type 2; the chunks of an indefinite-length string are joined. */
  record ByteString(int offset, Bytes value) implements Cbor {
    @Override
    public String kind() {
      return "byte string";
    }
  }

  /** Major type 3, well-formed UTF-8. */
  record Text(int offset, String value) implements Cbor {
    @Override
    public String kind() {
      return "text string";
    }
  }

  /** Major type 4. */
  record Array(int offset, List<Cbor> items) implements Cbor {
    public Array {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "array";
    }
  }

  /**
   * Major type 5. Keys are integers, texts or byte strings, each once, in the order of the input.
   *
   * @param indefinite whether it was encoded with an indefinite length
   */
  record CborMap(int offset, boolean indefinite, List<Map.Entry<Cbor, Cbor>> entries)
      implements Cbor {
    public CborMap {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "map";
    }

    /** The value under a text key. */
    public Optional<Cbor> get(String key) {
      return entries.stream()
          .filter(e -> e.getKey() instanceof Text t && t.value().equals(key))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    /** The value under an integer key. */
    public Optional<Cbor> get(long key) {
      BigInteger k = BigInteger.valueOf(key);
      return entries.stream()
          .filter(e -> e.getKey() instanceof Int i && i.value().equals(k))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }

  /** Major type 6. */
  record Tag(int offset, BigInteger number, Cbor content) implements Cbor {
    @Override
    public String kind() {
      return "tag " + number;
    }
  }

  /** Major type 7 without floats: 20 false, 21 true, 22 null, 23 undefined, others unassigned. */
  record Simple(int offset, int value) implements Cbor {
    @Override
    public String kind() {
      return switch (value) {
        case 20 -> "false";
        case 21 -> "true";
        case 22 -> "null";
        case 23 -> "undefined";
        default -> "simple value " + value;
      };
    }
  }

  /** A half, single or double float; kept as a double. */
  record FloatValue(int offset, double value) implements Cbor {
    @Override
    public String kind() {
      return "float";
    }
  }

  /** Whether this is null (simple value 22). */
  default boolean isNull() {
    return this instanceof Simple s && s.value() == 22;
  }
}
