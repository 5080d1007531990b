package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Schemas;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema of grace windows and their reader agree. */
final class GraceSchemaTest {

  private static final String FILE = "grace.schema.json";
  private static final String POLICY = "ni:///sha-384;" + "A".repeat(64);
  private static final String WINDOW =
      """
      {"id":"g-17","old_policy":"%s","new_policy":"%s","from":"2026-11-01T00:00:00Z",
       "until":"2026-12-01T00:00:00Z","approvers":["policy-2"],"ceiling":"warning"}
      """
          .formatted(POLICY, POLICY);

  @Test
  void whatIsReadAndWrittenFits() throws InvalidDocument, MalformedInput {
    assertThat(Schemas.problems(FILE, json(WINDOW))).isEmpty();
    assertThat(Schemas.problems(FILE, Grace.of(json(WINDOW)).toJson())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"approvers\":[\"policy-2\"] | \"approvers\":[]",
        "\"ceiling\":\"warning\" | \"ceiling\":\"affirming\"",
        "\"from\":\"2026-11-01T00:00:00Z\" | \"from\":\"yesterday\"",
        "\"id\":\"g-17\" | \"id\":17",
        "\"id\":\"g-17\" | \"name\":\"g-17\"",
        "\"old_policy\":\"ni:///sha-384; | \"old_policy\":\"sha-384;",
      })
  void whatTheReaderRefusesDoesNotFit(String from, String to) throws MalformedInput {
    assertThat(WINDOW).contains(from);
    ObjectNode changed = json(WINDOW.replace(from, to));
    assertThat(Schemas.problems(FILE, changed)).isNotEmpty();
    assertThatThrownBy(() -> Grace.of(changed)).isInstanceOf(InvalidDocument.class);
  }

  private static ObjectNode json(String text) throws MalformedInput {
    return Json.readObject("grace", Bytes.utf8(text));
  }
}
