package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, every parser ends in a value, or says what is malformed, where and why. */
final class MalformedInputTest {

  /** 2^31, 2^31 - 1, 2^32 - 1 and 2^62 in both byte orders, as CBOR, DER and decimal lengths. */
  private static final List<Bytes> LIES =
      Stream.of(
              "80000000",
              "00000080",
              "7fffffff",
              "ffffffff",
              "4000000000000000",
              "0000000000000040",
              "5b4000000000000000",
              "9a80000000",
              "308480000000",
              "2d2d2d2d2d",
              "34363131363836303138343237333837393034")
          .map(Bytes::ofHex)
          .toList();

  private static final List<String> NESTS =
      List.of(
          "[",
          "{\"a\":",
          "{\"__cmwc_t\":",
          "\u0081",
          "\u009f",
          "\u00a1\u0001",
          "\u00c1",
          "0\u0080");

  static Stream<Parsers.Case> parsers() {
    return Parsers.all();
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void readsOneSampleAtLeast(Parsers.Case c) {
    assertThat(c.samples()).anyMatch(s -> reads(c, s));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void survivesNothingAndEveryTruncation(Parsers.Case c) {
    reads(c, Bytes.EMPTY);
    for (Bytes sample : c.samples()) {
      for (int n = 0; n < sample.length(); n++) {
        reads(c, sample.slice(0, n));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void survivesEveryByteSetToZeroAndToOnes(Parsers.Case c) {
    for (Bytes sample : c.samples()) {
      for (int i = 0; i < sample.length(); i++) {
        for (int value : new int[] {0, 0xff, sample.u8(i) ^ 0x80, sample.u8(i) + 1}) {
          byte[] b = sample.toArray();
          b[i] = (byte) value;
          reads(c, Bytes.of(b));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void survivesAnyLengthAnywhere(Parsers.Case c) {
    for (Bytes sample : c.samples()) {
      for (int i = 0; i < sample.length(); i += 1 + sample.length() / 1500) {
        for (Bytes lie : LIES) {
          int after = Math.min(sample.length(), i + lie.length());
          reads(c, Bytes.concat(sample.slice(0, i), lie, sample.slice(after, sample.length())));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void survivesNestingOfTenThousandAndRepetition(Parsers.Case c) {
    for (String opening : NESTS) {
      reads(c, latin1(opening.repeat(10_000)));
    }
    for (Bytes sample : c.samples()) {
      reads(c, Bytes.concat(sample, sample));
      reads(c, Bytes.concat(sample, Bytes.of(0)));
      reads(c, Bytes.concat(sample, Bytes.of('\n')));
    }
  }

  private static Bytes latin1(String s) {
    return Bytes.of(s.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether the parser takes the bytes; anything but a value or a full explanation is a failure.
   */
  private static boolean reads(Parsers.Case c, Bytes bytes) {
    try {
      c.parser().parse(bytes);
      return true;
    } catch (MalformedInput e) {
      if (e.structure().isEmpty() || e.reason().isEmpty() || e.offset() < -1) {
        throw new AssertionError(c + " explains nothing for " + bytes.hex(), e);
      }
      return false;
    } catch (InvalidDocument e) {
      assertThat(e.problems()).isNotEmpty();
      return false;
    } catch (RuntimeException | Error e) {
      String hex = bytes.hex();
      throw new AssertionError(
          c + " does not survive " + hex.substring(0, Math.min(4000, hex.length())), e);
    }
  }
}
