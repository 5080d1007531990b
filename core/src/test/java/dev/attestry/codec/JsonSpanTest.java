package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed bytes are those of the member, whatever else looks like it. */
final class JsonSpanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"m\":{\"a\":1},\"s\":\"00\"}|{\"a\":1}",
        "{ \"s\" : \"00\" , \"m\" : { \"a\" : [ { } , [ ] ] } }|{ \"a\" : [ { } , [ ] ] }",
        "{\"s\":\"m\",\"m\":{}}|{}",
        "{\"s\":\"\\\"m\\\":{\\\"forged\\\":1}\",\"m\":{\"a\":\"}\"}}|{\"a\":\"}\"}",
        "{\"s\":{\"m\":{\"forged\":1}},\"m\":{\"a\":\"\\\\\"}}|{\"a\":\"\\\\\"}",
        "{\"s\":[\"m\",{\"forged\":1}],\"m\":{\"m\":{}}}|{\"m\":{}}",
      })
  void takesTheMemberOfTheOutermostObject(String json, String span) throws MalformedInput {
    Bytes raw = Bytes.utf8(json);
    Json.readObject("test", raw);
    assertThat(JsonSpan.ofObject("test", raw, "m").utf8()).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"m\":1}",
        "{\"m\":[{}]}",
        "{\"m\":\"{}\"}",
        "{\"s\":{\"m\":{}}}",
        "{\"\\u006d\":{}}",
        "{\"m\":1,\"s\":{}}",
      })
  void findsNoneWhereThereIsNone(String json) throws MalformedInput {
    Bytes raw = Bytes.utf8(json);
    Json.readObject("test", raw);
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> JsonSpan.ofObject("test", raw, "m"));
  }
}
