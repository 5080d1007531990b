package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of bytes, DER and base64, and the error that they all end in. */
final class ReadersTest {

  @Test
  void byteReaderReadsBothByteOrders() throws MalformedInput {
    ByteReader in = ByteReader.of("test", Bytes.ofHex("01020304050607ff0102"));
    assertThat(in.u16be()).isEqualTo(0x0102);
    assertThat(in.u16le()).isEqualTo(0x0403);
    assertThat(in.u32le()).isEqualTo(0xff070605L);
    assertThat(in.rest()).isEqualTo(Bytes.of(1, 2));
    assertThat(ByteReader.of("test", Bytes.ofHex("ffffffffffffffff")).u64be()).isEqualTo(-1);
    assertThat(ByteReader.of("test", Bytes.ofHex("0100000000000000")).u64le()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 1L << 31, 1L << 32, 1L << 62, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void byteReaderRefusesMoreThanIsLeft(long n) {
    Bytes three = Bytes.of(1, 2, 3);
    for (Reading r : new Reading[] {in -> in.take(n), in -> in.skip(n), in -> in.sub("part", n)}) {
      assertThatExceptionOfType(MalformedInput.class)
          .isThrownBy(() -> r.of(ByteReader.of("test", three)))
          .withMessageContaining("3 left");
    }
  }

  @Test
  void byteReaderKeepsAPartInsideItsBounds() throws MalformedInput {
    ByteReader in = ByteReader.of("test", Bytes.of(1, 2, 3, 4));
    ByteReader part = in.sub("part", 2);
    part.u16be();
    assertThat(part.atEnd()).isTrue();
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(part::u8);
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(in::expectEnd);
    assertThat(in.offset()).isEqualTo(2);
  }

  @Test
  void derReaderReadsWhatX690Writes() throws MalformedInput {
    DerReader in = DerReader.of("test", Bytes.ofHex("300b020100060355040302017f"));
    DerReader sequence = in.enter(DerReader.SEQUENCE);
    in.expectEnd();
    assertThat(sequence.unsigned()).isZero();
    assertThat(sequence.oid()).isEqualTo("2.5.4.3");
    assertThat(sequence.unsigned()).isEqualTo(127);
    assertThat(sequence.atEnd()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "06032a0304, 1.2.3.4",
    "060127, 0.39",
    "060128, 1.0",
    "0602883703, ''",
    "06022a80, ''",
    "06032a8001, ''",
    "0600, ''",
    "0603883703, 2.999.3",
    "060b2affffffffffffffffff7f, ''"
  })
  void derReaderReadsObjectIdentifiersOfOneForm(String hex, String dotted) throws MalformedInput {
    DerReader in = DerReader.of("test", Bytes.ofHex(hex));
    if (dotted.isEmpty()) {
      assertThatExceptionOfType(MalformedInput.class)
          .isThrownBy(
              () -> {
                in.oid();
                in.expectEnd();
              });
    } else {
      assertThat(in.oid()).isEqualTo(dotted);
    }
  }

  /** N36: BER that is not DER, lengths that lie, tags of several bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3001",
        "3080",
        "30800000",
        "308100",
        "30817f",
        "30820001aa",
        "308400000001aa",
        "30847fffffff",
        "3084ffffffff",
        "30880000000000000001aa",
        "30ff",
        "1f8101",
        "3f810100"
      })
  void derReaderRefusesEveryOtherForm(String hex) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> DerReader.of("test", Bytes.ofHex(hex)).skip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0200", "0201ff", "02020001", "0209010000000000000000", "0202"})
  void derReaderRefusesIntegersOfAnotherFormOrSign(String hex) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> DerReader.of("test", Bytes.ofHex(hex)).unsigned());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"QQ", "QR==", "QQ==\n", " QQ==", "Q Q=", "QQ=", "Q===", "QQ==QQ==", "_w==", "é"})
  void base64RefusesEveryFormButItsOwn(String text) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> Base64s.decode("test", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"QQ==", "QR", "/w", "+w", "Q", "Q Q", "QQ\n", "QUF="})
  void base64UrlRefusesEveryFormButItsOwn(String text) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Base64s.decodeUrl("test", text));
  }

  @Test
  void base64ReadsWhatItWrites() throws MalformedInput {
    for (int n = 0; n < 70; n++) {
      Bytes b = Bytes.concat(Bytes.zeros(n), Bytes.of(0xfb, 0xff));
      assertThat(Base64s.decode("test", Base64s.encode(b))).isEqualTo(b);
      assertThat(Base64s.decodeUrl("test", Base64s.encodeUrl(b))).isEqualTo(b);
    }
  }

  /** I8: what an attester wrote reaches no terminal as it is. */
  @Test
  void malformedInputPrintsNoControlCharactersAndNoLongText() {
    MalformedInput e = new MalformedInput("test", 7, "\u001b[2J\u202e" + "x".repeat(10_000));
    assertThat(e.getMessage()).startsWith("test at byte 7: ?[2J?x").hasSizeLessThan(400);
    assertThat(e.reason()).doesNotContain("\u001b");
  }

  private interface Reading {
    void of(ByteReader in) throws MalformedInput;
  }
}
