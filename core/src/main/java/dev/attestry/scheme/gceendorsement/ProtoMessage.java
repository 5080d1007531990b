package dev.attestry.scheme.gceendorsement;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One protobuf message in the binary encoding, read more strictly than the encoding asks: shortest
 * varints only, no groups, and no field twice unless it is repeated, so that two readers cannot
 * take different values from it. Unknown fields are stepped over.
 */
final class ProtoMessage {

  private static final int MAX_FIELDS = 4096;
  private static final int MAX_NUMBER = (1 << 29) - 1;

  /** Wire types of the encoding. */
  private static final int VARINT = 0;

  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private record Field(int number, int wireType, long value, Bytes bytes) {}

  private final String structure;
  private final List<Field> fields;

  private ProtoMessage(String structure, List<Field> fields) {
    this.structure = structure;
    this.fields = List.copyOf(fields);
  }

  static ProtoMessage parse(String structure, Bytes message) throws MalformedInput {
    ByteReader in = ByteReader.of(structure, message);
    List<Field> fields = new ArrayList<>();
    while (!in.atEnd()) {
      if (fields.size() == MAX_FIELDS) {
        throw in.malformed("more than " + MAX_FIELDS + " fields");
      }
      fields.add(field(in));
    }
    return new ProtoMessage(structure, fields);
  }

  /** A field of bytes or a message; empty if it is not there. */
  Optional<Bytes> bytes(int number) throws MalformedInput {
    return one(number, LENGTH_DELIMITED).map(Field::bytes);
  }

  /** A whole number; 0 if it is not there, as proto3 has it. */
  long number(int number) throws MalformedInput {
    return one(number, VARINT).map(Field::value).orElse(0L);
  }

  /** A {@code uint32}. */
  long number32(int number) throws MalformedInput {
    long value = number(number);
    if (value < 0 || value > 0xffff_ffffL) {
      throw malformed("field " + number + " is larger than 32 bits");
    }
    return value;
  }

  List<Bytes> repeated(int number) throws MalformedInput {
    List<Bytes> out = new ArrayList<>();
    for (Field f : all(number, LENGTH_DELIMITED)) {
      out.add(f.bytes());
    }
    return out;
  }

  MalformedInput malformed(String reason) {
    return new MalformedInput(structure, -1, reason);
  }

  private Optional<Field> one(int number, int wireType) throws MalformedInput {
    List<Field> found = all(number, wireType);
    if (found.size() > 1) {
      throw malformed("field " + number + " stands there " + found.size() + " times");
    }
    return found.stream().findFirst();
  }

  private List<Field> all(int number, int wireType) throws MalformedInput {
    List<Field> found = fields.stream().filter(f -> f.number() == number).toList();
    for (Field f : found) {
      if (f.wireType() != wireType) {
        throw malformed("field " + number + " has wire type " + f.wireType());
      }
    }
    return found;
  }

  private static Field field(ByteReader in) throws MalformedInput {
    long tag = varint(in);
    long number = tag >>> 3;
    if (number < 1 || number > MAX_NUMBER) {
      throw in.malformed("field numbers are 1 to 2^29 - 1");
    }
    int wireType = (int) (tag & 7);
    return switch (wireType) {
      case VARINT -> new Field((int) number, wireType, varint(in), Bytes.EMPTY);
      case FIXED_64 -> new Field((int) number, wireType, in.u64le(), Bytes.EMPTY);
      case LENGTH_DELIMITED -> new Field((int) number, wireType, 0, in.take(varint(in)));
      case FIXED_32 -> new Field((int) number, wireType, in.u32le(), Bytes.EMPTY);
      default -> throw in.malformed("wire type " + wireType);
    };
  }

  private static long varint(ByteReader in) throws MalformedInput {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0 || shift == 63 && b > 1) {
          throw in.malformed("a varint that is not the shortest, or larger than 64 bits");
        }
        return value;
      }
    }
    throw in.malformed("a varint of more than 10 bytes");
  }
}
