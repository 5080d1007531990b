package dev.attestry.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.JwkSet;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import java.util.Set;

/**
 * Whatever the bytes, a parser ends in a value or in {@link MalformedInput}. Run as plain tests
 * these replay the corpus beside them (lab-made, see its README); {@code JAZZER_FUZZ=1} fuzzes.
 */
final class ParserFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void cbor(byte[] in) {
    total(b -> CborReader.read("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void coseSign1(byte[] in) {
    total(
        b -> {
          CoseSign1 m = CoseSign1.parse("fuzz", b);
          m.algorithm();
          m.toBeSigned();
          m.criticalProblem(Set.of());
        },
        in);
  }

  @FuzzTest(maxDuration = "20s")
  void json(byte[] in) {
    total(
        b -> {
          try {
            Jcs.encode(Json.read("fuzz", b));
          } catch (IllegalArgumentException e) {
            return; // outside the canonical profile
          }
        },
        in);
  }

  @FuzzTest(maxDuration = "20s")
  void der(byte[] in) {
    total(
        b -> {
          DerReader r = DerReader.of("fuzz", b);
          while (!r.atEnd()) {
            r.skip();
          }
          DerReader.of("fuzz", b).oid();
        },
        in);
  }

  @FuzzTest(maxDuration = "20s")
  void certificate(byte[] in) {
    total(b -> Crypto.certificate("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void publicKey(byte[] in) {
    total(b -> Crypto.publicKey("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void revocationList(byte[] in) {
    total(b -> RevocationList.parse("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void pem(byte[] in) {
    total(b -> Pem.certificates("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void jws(byte[] in) {
    total(b -> CompactJws.parse("fuzz", b), in);
  }

  @FuzzTest(maxDuration = "20s")
  void jwkSet(byte[] in) {
    total(b -> JwkSet.parse("fuzz", b), in);
  }

  private interface Parser {
    void parse(Bytes bytes) throws MalformedInput;
  }

  private static void total(Parser parser, byte[] in) {
    try {
      parser.parse(Bytes.of(in));
    } catch (MalformedInput e) {
      if (e.reason().isEmpty()) {
        throw new AssertionError("malformed input without a reason", e);
      }
    }
  }
}
