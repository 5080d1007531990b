package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Schemas;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema takes what the codec writes, and nothing that it would not read. */
final class EarSchemaTest {

  private static final String FILE = "ear.schema.json";

  @ParameterizedTest
  @ValueSource(strings = {"ear-full.json", "ear-least.json"})
  void whatTheCodecWritesFits(String golden) throws IOException, MalformedInput {
    ObjectNode written = EarCodec.write(EarCodec.read(read(golden)));
    assertThat(Schemas.problems(FILE, written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"warning\" | \"fine\"",
        "\"hardware\":2 | \"hardware\":200",
        "\"hardware\":2 | \"hardwear\":2",
        "rats/ear#04 | rats/ear#03",
        "\"iat\":1795521600 | \"iat\":\"today\"",
        "\"developer\":\"https://attestry.dev\" | \"maker\":\"x\"",
      })
  void whatIsNoResultDoesNotFit(String from, String to) throws IOException, MalformedInput {
    String text = read("ear-full.json").toString();
    assertThat(text).contains(from);
    assertThat(Schemas.problems(FILE, parse(Bytes.utf8(text.replace(from, to))))).isNotEmpty();
  }

  @Test
  void everyClaimOfTheVectorIsNamed() {
    for (TrustClaim c : TrustClaim.values()) {
      assertThat(Schemas.published(FILE)).contains("\"" + c.label() + "\"");
    }
    for (EarNames n : EarNames.values()) {
      assertThat(Schemas.published(FILE)).contains("\"" + n.in(EarProfile.EAR_04) + "\"");
    }
  }

  private static ObjectNode read(String name) throws IOException, MalformedInput {
    try (InputStream in = Objects.requireNonNull(EarSchemaTest.class.getResourceAsStream(name))) {
      return parse(Bytes.of(in.readAllBytes()));
    }
  }

  private static ObjectNode parse(Bytes json) throws MalformedInput {
    return Json.readObject("EAR", json);
  }
}
