package dev.attestry.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads CBOR (RFC 8949) strictly: one item and nothing after it, no duplicate keys at any level
 * (section 5.6), well-formed UTF-8, bounded depth. Indefinite lengths are legal, non-shortest
 * lengths too: producers in the field use both, and signatures are checked over the bytes as
 * received.
 */
public final class CborReader {

  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 32;

  private static final int BREAK = 0xff;

  private final ByteReader in;

  private CborReader(ByteReader in) {
    this.in = in;
  }

  /** The one item that the bytes hold. */
  public static Cbor read(String structure, Bytes bytes) throws MalformedInput {
    ByteReader in = ByteReader.of(structure, bytes);
    Cbor item = new CborReader(in).item(0);
    in.expectEnd();
    return item;
  }

  /** The next item of a reader that goes on afterwards. */
  public static Cbor readNext(ByteReader in) throws MalformedInput {
    return new CborReader(in).item(0);
  }

  private Cbor item(int depth) throws MalformedInput {
    if (depth > MAX_DEPTH) {
      throw in.malformed("nested deeper than " + MAX_DEPTH);
    }
    int offset = in.offset();
    int initial = in.u8();
    int info = initial & 0x1f;
    return switch (initial >> 5) {
      case 0 -> new Cbor.Int(offset, unsigned(argument(info)));
      case 1 -> new Cbor.Int(offset, unsigned(argument(info)).negate().subtract(BigInteger.ONE));
      case 2 -> new Cbor.ByteString(offset, string(info, 2));
      case 3 -> new Cbor.Text(offset, utf8(string(info, 3)));
      case 4 -> array(offset, info, depth);
      case 5 -> map(offset, info, depth);
      case 6 -> new Cbor.Tag(offset, unsigned(argument(info)), item(depth + 1));
      default -> simple(offset, info);
    };
  }

  private Cbor array(int offset, int info, int depth) throws MalformedInput {
    List<Cbor> items = new ArrayList<>();
    if (info == 31) {
      while (in.peekU8() != BREAK) {
        items.add(item(depth + 1));
      }
      in.u8();
    } else {
      long n = count(argument(info), 1);
      for (long i = 0; i < n; i++) {
        items.add(item(depth + 1));
      }
    }
    return new Cbor.Array(offset, items);
  }

  private Cbor map(int offset, int info, int depth) throws MalformedInput {
    List<Map.Entry<Cbor, Cbor>> entries = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    if (info == 31) {
      while (in.peekU8() != BREAK) {
        entry(entries, keys, depth);
      }
      in.u8();
    } else {
      long n = count(argument(info), 2);
      for (long i = 0; i < n; i++) {
        entry(entries, keys, depth);
      }
    }
    return new Cbor.CborMap(offset, info == 31, entries);
  }

  private void entry(List<Map.Entry<Cbor, Cbor>> entries, Set<Object> keys, int depth)
      throws MalformedInput {
    int offset = in.offset();
    Cbor key = item(depth + 1);
    Object plain =
        switch (key) {
          case Cbor.Int i -> i.value();
          case Cbor.Text t -> t.value();
          case Cbor.ByteString b -> b.value();
          default -> throw in.malformed("a map key is a " + key.kind());
        };
    if (!keys.add(plain)) {
      throw in.malformed("the map key at byte " + offset + " stands twice");
    }
    entries.add(Map.entry(key, item(depth + 1)));
  }

  /** A count of items can never exceed the bytes left: refuse before anything is allocated. */
  private long count(long announced, int bytesEach) throws MalformedInput {
    if (announced < 0 || announced > in.remaining() / bytesEach) {
      throw in.malformed(
          Long.toUnsignedString(announced) + " items announced, " + in.remaining() + " bytes left");
    }
    return announced;
  }

  private Bytes string(int info, int major) throws MalformedInput {
    if (info != 31) {
      return in.take(argument(info));
    }
    List<Bytes> chunks = new ArrayList<>();
    while (in.peekU8() != BREAK) {
      int initial = in.u8();
      if (initial >> 5 != major || (initial & 0x1f) == 31) {
        throw in.malformed("a chunk of an indefinite-length string is of another kind");
      }
      Bytes chunk = in.take(argument(initial & 0x1f));
      if (major == 3) {
        utf8(chunk); // RFC 8949 §3.2.3: each chunk of a text is well-formed by itself.
      }
      chunks.add(chunk);
    }
    in.u8();
    return Bytes.concat(chunks.toArray(new Bytes[0]));
  }

  private String utf8(Bytes bytes) throws MalformedInput {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.unsafe()))
          .toString();
    } catch (CharacterCodingException e) {
      throw in.malformed("text is not well-formed UTF-8");
    }
  }

  private Cbor simple(int offset, int info) throws MalformedInput {
    return switch (info) {
      case 24 -> {
        int value = in.u8();
        if (value < 32) {
          throw in.malformed("simple value " + value + " in its two-byte form");
        }
        yield new Cbor.Simple(offset, value);
      }
      case 25 -> new Cbor.FloatValue(offset, Float.float16ToFloat((short) in.u16be()));
      case 26 -> new Cbor.FloatValue(offset, Float.intBitsToFloat((int) in.u32be()));
      case 27 -> new Cbor.FloatValue(offset, Double.longBitsToDouble(in.u64be()));
      case 28, 29, 30, 31 -> throw in.malformed("additional information " + info + " is reserved");
      default -> new Cbor.Simple(offset, info);
    };
  }

  /** The argument of section 3, all 64 bits of it. */
  private long argument(int info) throws MalformedInput {
    return switch (info) {
      case 24 -> in.u8();
      case 25 -> in.u16be();
      case 26 -> in.u32be();
      case 27 -> in.u64be();
      case 28, 29, 30, 31 -> throw in.malformed("additional information " + info + " is reserved");
      default -> info;
    };
  }

  private static BigInteger unsigned(long bits) {
    BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? low.setBit(63) : low;
  }
}
