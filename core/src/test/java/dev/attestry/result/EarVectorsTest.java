package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that other people's libraries made, in every profile, and attacks on them. */
final class EarVectorsTest {

  /** Failing checks of the vectors to ours. */
  private static final Map<String, List<EarCheck>> CHECKS =
      Map.ofEntries(
          Map.entry("ear.profile", List.of(EarCheck.PROFILE)),
          Map.entry("jws.alg", List.of(EarCheck.ALGORITHM)),
          Map.entry("jws.crit", List.of(EarCheck.CRITICAL)),
          Map.entry("ear.status", List.of(EarCheck.STATUS)),
          Map.entry("ear.malformed", List.of(EarCheck.PARSE)),
          Map.entry("ear.iat", List.of(EarCheck.ISSUED_AT)),
          Map.entry("ear.raw_evidence", List.of(EarCheck.RAW_EVIDENCE)),
          Map.entry("ear.expired", List.of(EarCheck.EXPIRY)),
          Map.entry("ear.status_better_than_vector", List.of(EarCheck.STATUS_OF_VECTOR)),
          Map.entry("ear.submods", List.of(EarCheck.SUBMODS)),
          Map.entry("ear.top_status_better_than_submod", List.of(EarCheck.OVERALL_STATUS)),
          Map.entry("signature", List.of(EarCheck.SIGNATURE)));

  static Stream<Path> cases() {
    return Vectors.cases("ear").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheExpectedAnswerForTheExpectedReason(Path file) throws MalformedInput {
    ObjectNode v = Vectors.json(file);
    EarVerifier.Answer answer = judge(file, v);
    Verdict expected =
        switch (v.get("expect").textValue()) {
          case "valid" -> Verdict.VERIFIED;
          case "invalid" -> Verdict.REFUTED;
          default -> Verdict.INCONCLUSIVE;
        };
    assertThat(answer.verification().verdict())
        .as(answer.verification().findings().toString())
        .isEqualTo(expected);
    if (expected == Verdict.REFUTED) {
      List<EarCheck> any = new ArrayList<>();
      v.get("failing_checks").forEach(c -> any.addAll(CHECKS.getOrDefault(c.asText(), List.of())));
      assertThat(answer.verification().findings())
          .filteredOn(f -> f.outcome() == Outcome.FAILED)
          .extracting(Finding::check)
          .containsAnyElementsOf(any);
    } else {
      assertThat(answer.result()).isPresent();
    }
  }

  private static EarVerifier.Answer judge(Path file, ObjectNode v) throws MalformedInput {
    Optional<Instant> time =
        Optional.ofNullable(v.get("verify_at").textValue()).map(Instant::parse);
    if (v.at("/files/claims").isTextual()) {
      return EarVerifier.unsigned(Vectors.part(file, "claims"), time, Crypto.jdk());
    }
    return EarVerifier.verify(
        Vectors.part(file, "ear"), Optional.of(key(file)), time, Crypto.jdk());
  }

  private static PublicKey key(Path file) throws MalformedInput {
    Bytes spki = Pem.blocks("key", "PUBLIC KEY", Vectors.part(file, "key")).get(0);
    return Crypto.publicKey("key", spki);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheContentThatTheVectorNames(Path file) throws MalformedInput {
    ObjectNode v = Vectors.json(file);
    JsonNode submods = v.at("/claims/submods");
    Optional<AttestationResult> result = judge(file, v).result();
    if (!submods.isObject() || result.isEmpty()) {
      return;
    }
    for (Map.Entry<String, JsonNode> e : submods.properties()) {
      JsonNode status = e.getValue().isTextual() ? e.getValue() : e.getValue().path("ear_status");
      AttestationResult.AttesterAppraisal a =
          Objects.requireNonNull(result.get().appraisals().get(e.getKey()));
      assertThat(a.status().label()).isEqualTo(status.textValue());
      if (e.getValue().has("ear_trustworthiness_vector")) {
        assertThat(a.vector().toJson()).isEqualTo(e.getValue().get("ear_trustworthiness_vector"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWasReadIsWrittenInTheNewestProfileAndReadAgain(Path file) throws MalformedInput {
    Optional<AttestationResult> result = judge(file, Vectors.json(file)).result();
    if (result.isEmpty()) {
      return;
    }
    AttestationResult again = EarCodec.read(EarCodec.write(result.get()));
    assertThat(again.profile()).isEqualTo(EarProfile.EAR_04);
    assertThat(again.appraisals()).isEqualTo(result.get().appraisals());
    assertThat(EarCodec.encode(again)).isEqualTo(EarCodec.encode(result.get()));
  }

  @Test
  void aKeyInTheHeaderIsNeverTrusted() throws MalformedInput {
    for (Path file : Vectors.cases("ear")) {
      ObjectNode v = Vectors.json(file);
      if (v.get("expect").asText().equals("valid") && v.at("/files/ear").isTextual()) {
        EarVerifier.Answer a =
            EarVerifier.verify(
                Vectors.part(file, "ear"),
                Optional.empty(),
                Optional.of(Instant.parse(v.get("verify_at").textValue())),
                Crypto.jdk());
        assertThat(a.verification().verdict()).as(file.toString()).isEqualTo(Verdict.INCONCLUSIVE);
      }
    }
  }
}
