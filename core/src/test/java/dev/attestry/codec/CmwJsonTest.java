package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CmwJsonTest {

  static Stream<Path> json() {
    return Vectors.cases("cmw").stream()
        .filter(p -> Vectors.json(p).at("/files/cmw").asText().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("json")
  void takesWhatIsValidAndRefusesTheRest(Path file) throws MalformedInput {
    ObjectNode v = Vectors.json(file);
    Bytes bytes = Vectors.part(file, "cmw");
    if (v.get("expect").asText().equals("valid")) {
      Cmw cmw = CmwJson.read(bytes);
      assertThat(CmwJson.read(CmwJson.write(cmw))).isEqualTo(cmw);
    } else {
      assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> CmwJson.read(bytes));
    }
  }

  @Test
  void writesACollectionAsTheSpecificationShowsIt() {
    Cmw.Collection c =
        new Cmw.Collection(
            Optional.of("tag:example.com,2024:x"),
            Map.of(
                "evidence",
                new Cmw.Message("application/cbor", Bytes.of(1, 2), Optional.of(Cmw.EVIDENCE))));
    assertThat(CmwJson.write(c).toString())
        .isEqualTo(
            "{\"__cmwc_t\":\"tag:example.com,2024:x\",\"evidence\":[\"application/cbor\",\"AQI\",4]}");
  }

  // Each is a way to hide something from one of two readers.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "\"x\"",
        "[]",
        "[\"application/cbor\"]",
        "[\"cbor\",\"AQ\"]",
        "[\"application/cbor\\n\",\"AQ\"]",
        "[\"application/cbor\",\"AQ==\"]",
        "[\"application/cbor\",\"AR\"]",
        "[\"application/cbor\",\"A+\"]",
        "[\"application/cbor\",\"AQ\",0]",
        "[\"application/cbor\",\"AQ\",32]",
        "[\"application/cbor\",\"AQ\",4.0]",
        "[\"application/cbor\",\"AQ\",null]",
        "[\"application/cbor\",[\"application/cbor\",\"AQ\"]]",
        "{}",
        "{\"__cmwc_t\":\"1.2.3\"}",
        "{\"__cmwc_t\":\"x\",\"a\":[\"application/cbor\",\"AQ\"]}",
        "{\"__cmwc_t\":1,\"a\":[\"application/cbor\",\"AQ\"]}",
        "{\"\":[\"application/cbor\",\"AQ\"]}",
        "{\"a\":[\"application/cbor\",\"AQ\"],\"a\":[\"application/cbor\",\"AQ\"]}",
        "{\"a\":{}}",
        "[\"application/cbor\",\"AQ\"] 1"
      })
  void refusesWhatTheSpecificationDoesNotKnow(String json) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> CmwJson.read(Bytes.utf8(json)));
  }

  @Test
  void refusesDeepNestingWithoutOverflowingTheStack() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> CmwJson.read(Bytes.utf8(deep)));
  }
}
