package dev.attestry.scheme.tpm;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.scheme.tcg.TpmAlgorithm;

/**
 * TPMT_PUBLIC of an RSA or ECC key (TPM 2.0 part 2, 12.2.4).
 *
 * @param attributes TPMA_OBJECT
 * @param scheme TPM_ALG_ID of the signing scheme, TPM_ALG_NULL if the key has none
 * @param schemeHash of the scheme; 0 without one
 * @param parameter RSA: the exponent; ECC: TPM_ECC_CURVE
 * @param first RSA: the modulus; ECC: x
 * @param second ECC: y
 * @param encoded the TPMT_PUBLIC itself, of which the key's Name is the hash
 */
record TpmPublic(
    int type,
    int nameAlgorithm,
    long attributes,
    int scheme,
    int schemeHash,
    long parameter,
    Bytes first,
    Bytes second,
    Bytes encoded) {

  static final long FIXED_TPM = 1 << 1;
  static final long RESTRICTED = 1 << 16;
  static final long DECRYPT = 1 << 17;
  static final long SIGN = 1 << 18;

  private static final String STRUCTURE = "TPMT_PUBLIC";
  private static final int MAX_UNIQUE = 1024;
  private static final long DEFAULT_EXPONENT = 65537;

  boolean has(long attribute) {
    return (attributes & attribute) != 0;
  }

  /** Reads a TPMT_PUBLIC, or a TPM2B_PUBLIC around one. */
  static TpmPublic parse(Bytes bytes) throws MalformedInput {
    ByteReader in = ByteReader.of(STRUCTURE, bytes);
    // A TPMT_PUBLIC begins with its type, 0x0001 or 0x0023, and is longer than that many bytes.
    if (bytes.length() > 2 && (bytes.u8(0) << 8 | bytes.u8(1)) == bytes.length() - 2) {
      in.skip(2);
    }
    Bytes encoded = bytes.slice(in.offset(), bytes.length());
    int type = in.u16be();
    int nameAlgorithm = in.u16be();
    long attributes = in.u32be();
    in.skip(in.u16be()); // authPolicy
    if (in.u16be() != TpmAlgorithm.NULL) {
      in.skip(2 + 2); // symmetric: key bits and mode
    }
    int scheme = in.u16be();
    int schemeHash = 0;
    if (scheme != TpmAlgorithm.NULL) {
      schemeHash = in.u16be();
      in.skip(scheme == TpmAlgorithm.ECDAA ? 2 : 0);
    }
    long parameter = type == TpmAlgorithm.RSA ? exponent(in) : curve(in, type);
    Bytes first = sized(in);
    Bytes second = type == TpmAlgorithm.ECC ? sized(in) : Bytes.EMPTY;
    in.expectEnd();
    return new TpmPublic(
        type, nameAlgorithm, attributes, scheme, schemeHash, parameter, first, second, encoded);
  }

  private static long exponent(ByteReader in) throws MalformedInput {
    in.skip(2); // keyBits: the modulus tells
    long e = in.u32be();
    return e == 0 ? DEFAULT_EXPONENT : e;
  }

  private static long curve(ByteReader in, int type) throws MalformedInput {
    if (type != TpmAlgorithm.ECC) {
      throw in.malformed(String.format("type 0x%04x is neither RSA nor ECC", type));
    }
    int curve = in.u16be();
    if (in.u16be() != TpmAlgorithm.NULL) {
      in.skip(2); // kdf
    }
    return curve;
  }

  private static Bytes sized(ByteReader in) throws MalformedInput {
    int n = in.u16be();
    if (n > MAX_UNIQUE) {
      throw in.malformed("at most " + MAX_UNIQUE + " bytes expected, " + n + " announced");
    }
    return in.take(n);
  }
}
