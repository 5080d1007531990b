package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CoseSign1Test {

  @Test
  void readsTheMembersAndBuildsTheSigStructureOfTheRfc() throws MalformedInput {
    // [ h'a10126' {alg: ES256}, {4: h'3131'}, h'010203', h'aabb' ] under tag 18
    CoseSign1 m = parse("d28443a10126a1044231314301020342aabb");
    assertThat(m.tagged()).isTrue();
    assertThat(m.algorithm()).contains(-7L);
    assertThat(m.unprotectedMap().get(CoseSign1.KID)).isPresent();
    assertThat(m.signature()).isEqualTo(Bytes.of(0xaa, 0xbb));
    // RFC 9052 §4.4: ["Signature1", h'a10126', h'', h'010203']
    assertThat(m.toBeSigned().hex()).isEqualTo("846a5369676e61747572653143a101264043010203");
    assertThat(m.toBeSigned(Bytes.of(9)).hex())
        .isEqualTo("846a5369676e61747572653143a10126410943010203");
  }

  @ParameterizedTest
  @CsvSource({
    "23, 57",
    "24, 5818",
    "255, 58ff",
    "256, 590100",
    "65535, 59ffff",
    "65536, 5a00010000"
  })
  void writesLengthsInTheirShortestForm(int length, String head) throws MalformedInput {
    Bytes payload = Bytes.concat(Bytes.ofHex(head), Bytes.zeros(length));
    CoseSign1 m =
        CoseSign1.parse("test", Bytes.concat(Bytes.ofHex("8440a0"), payload, Bytes.ofHex("40")));
    assertThat(m.toBeSigned().hex()).startsWith("846a5369676e6174757265314040" + head + "00");
    assertThat(m.toBeSigned().length()).isEqualTo(14 + payload.length());
  }

  /** A payload may come in chunks; what is signed is their content under one head. */
  @Test
  void signsTheContentOfAPayloadInChunks() throws MalformedInput {
    assertThat(parse("8440a05f41014102ff40").toBeSigned())
        .isEqualTo(parse("8440a042010240").toBeSigned());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "8340a040",
        "8540a0404040",
        "a0",
        "d18440a04040", // COSE_Mac0
        "d8628440a04040", // COSE_Sign
        "d2d28440a04040", // tag 18 twice
        "84a0a04040", // protected header not wrapped
        "8440f64040",
        "8440a0f640", // detached payload
        "8440a040f6",
        "8441a0a0404000", // trailing byte
        "844180a04040", // protected header is an array
        "8442a000a04040", // trailing byte inside the protected header
        "8443a10126a101264040", // alg in both
        "8445a201260126a04040", // alg twice
        "8440a14100014040", // a byte string as label
        "8443a141ffa04040"
      })
  void refusesWhatIsNoCoseSign1(String hex) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> parse(hex));
  }

  @Test
  void takesNoAlgorithmFromTheUnprotectedHeaderNorText() throws MalformedInput {
    assertThat(parse("8440a101264040").algorithm()).isEmpty();
    assertThat(parse("8448a101654553333834a04040").algorithm()).isEmpty();
    assertThat(parse("844ba1013b7fffffffffffffffa04040").algorithm()).contains(Long.MIN_VALUE);
    assertThat(parse("844ba1013b8000000000000000a04040").algorithm()).isEmpty();
  }

  @Test
  void understandsCritOnlyForLabelsThatAreThereAndKnown() throws MalformedInput {
    CoseSign1 m = parse("8446a202810a0a00a04040");
    assertThat(m.criticalProblem(Set.of(10L))).isEmpty();
    assertThat(m.criticalProblem(Set.of())).isPresent();
    assertThat(parse("8440a102810a4040").criticalProblem(Set.of(10L))).isPresent();
    assertThat(parse("8440a04040").criticalProblem(Set.of())).isEmpty();
  }

  private static CoseSign1 parse(String hex) throws MalformedInput {
    return CoseSign1.parse("test", Bytes.ofHex(hex));
  }
}
