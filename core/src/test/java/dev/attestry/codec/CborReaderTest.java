package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CborReaderTest {

  /** RFC 8949 appendix A. */
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "17, 23",
    "1818, 24",
    "1903e8, 1000",
    "1a000f4240, 1000000",
    "1bffffffffffffffff, 18446744073709551615",
    "20, -1",
    "3903e7, -1000",
    "3bffffffffffffffff, -18446744073709551616",
    "1b0000000000000001, 1"
  })
  void readsIntegersOfTheRfc(String hex, String value) throws MalformedInput {
    assertThat(read(hex)).isEqualTo(new Cbor.Int(0, new BigInteger(value)));
  }

  @ParameterizedTest
  @CsvSource({"f4, false", "f5, true", "f6, null", "f7, undefined", "f8ff, simple value 255"})
  void readsSimpleValuesOfTheRfc(String hex, String kind) throws MalformedInput {
    assertThat(read(hex).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "f93c00, 1.0",
    "fa47c35000, 100000.0",
    "fb3ff199999999999a, 1.1",
    "f9fc00, -Infinity"
  })
  void readsFloatsOfTheRfc(String hex, double value) throws MalformedInput {
    assertThat(read(hex)).isEqualTo(new Cbor.FloatValue(0, value));
  }

  @Test
  void joinsTheChunksOfIndefiniteStrings() throws MalformedInput {
    assertThat(read("5f42010243030405ff"))
        .isEqualTo(new Cbor.ByteString(0, Bytes.ofHex("0102030405")));
    assertThat(read("7f657374726561646d696e67ff")).isEqualTo(new Cbor.Text(0, "streaming"));
    assertThat(read("5fff")).isEqualTo(new Cbor.ByteString(0, Bytes.EMPTY));
  }

  @Test
  void readsMapsOfDefiniteAndIndefiniteLengthInTheirOrder() throws MalformedInput {
    Cbor.CborMap map = (Cbor.CborMap) read("bf61610161629f0203ffff");
    assertThat(map.indefinite()).isTrue();
    assertThat(map.get("a")).contains(new Cbor.Int(3, BigInteger.ONE));
    assertThat(((Cbor.Array) map.get("b").orElseThrow()).items()).hasSize(2);
    assertThat(map.get("c")).isEmpty();
    assertThat(((Cbor.CborMap) read("a1382200")).get(-35)).isPresent();
  }

  @Test
  void readsTaggedItemsAndOneItemOfSeveral() throws MalformedInput {
    assertThat(read("c11a514b67b0").kind()).isEqualTo("tag 1");
    ByteReader in = ByteReader.of("test", Bytes.ofHex("0102"));
    CborReader.readNext(in);
    assertThat(in.remaining()).isEqualTo(1);
  }

  /** N02, N10, N17 and RFC 8949 appendix F: not well-formed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "18",
        "1b00",
        "1c",
        "1d",
        "1e",
        "1f",
        "3f",
        "ff",
        "fc",
        "f800",
        "f81f",
        "f9",
        "fb00",
        "41",
        "61",
        "5a80000000",
        "5b4000000000000000",
        "5bffffffffffffffff",
        "7b7fffffffffffffff",
        "9affffffff",
        "9b4000000000000000",
        "9bffffffffffffffff",
        "ba80000000",
        "bbffffffffffffffff",
        "81",
        "8201",
        "a101",
        "a2010203",
        "bf01ff",
        "bf0102",
        "9f01",
        "5f01ff",
        "5f6161ff",
        "5f5f4101ffff",
        "7f4101ff",
        "5f41",
        "7f61c361a9ff", // a character split between chunks
        "c0",
        "0000",
        "8000",
        "62c328",
        "63eda080", // a lone surrogate
        "61ff",
        "a201020103",
        "a2616101616102",
        "a241aa0141aa02",
        "a20102180103", // 1, shortest and not
        "bf01010101ff",
        "a18001",
        "a1f501",
        "a1f9000001",
        "a1c10101"
      })
  void refusesWhatIsNotOneWellFormedItem(String hex) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> read(hex))
        .withMessageContaining("test");
  }

  /** N03. */
  @ParameterizedTest
  @ValueSource(strings = {"81", "9f", "a100", "bf00", "c1", "d9d9f7"})
  void refusesNestingOfTenThousand(String opening) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> read(opening.repeat(10_000) + "00"))
        .withMessageContaining("nested");
  }

  @Test
  void readsNestingUpToItsLimit() throws MalformedInput {
    assertThat(read("81".repeat(CborReader.MAX_DEPTH) + "00").kind()).isEqualTo("array");
  }

  /** N04: keys whose hashes collide may not cost the square of their number. */
  @Test
  void readsManyCollidingKeysInLittleTime() {
    int n = 1 << 14;
    Bytes[] parts = new Bytes[2 * n + 1];
    parts[0] = Bytes.ofHex("ba" + String.format("%08x", n));
    for (int i = 0; i < n; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // the same String.hashCode
      }
      parts[2 * i + 1] = Bytes.concat(Bytes.of(0x78, 28), Bytes.utf8(key.toString()));
      parts[2 * i + 2] = Bytes.of(0);
    }
    Bytes map = Bytes.concat(parts);
    Cbor read =
        Assertions.assertTimeout(
            Duration.ofSeconds(10), () -> CborReader.read("test", map), "quadratic");
    assertThat(((Cbor.CborMap) read).entries()).hasSize(n);
  }

  private static Cbor read(String hex) throws MalformedInput {
    return CborReader.read("test", Bytes.ofHex(hex));
  }
}
