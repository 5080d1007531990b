package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EarCompatibilityTest {

  private static AttestationResult result(String... nonces) {
    AttesterAppraisal vm =
        new AttesterAppraisal(
            Tier.WARNING,
            new TrustVector(Map.of(TrustClaim.HARDWARE, 2, TrustClaim.CONFIGURATION, 32)),
            List.of("ni:///sha-384;first", "ni:///sha-384;second"),
            List.of(nonces),
            Optional.empty(),
            Claims.NONE,
            Claims.of(o -> o.put("attestry.class", "H1")));
    return AttestationResult.of(
        Instant.parse("2026-11-28T12:00:00Z"),
        new VerifierId("https://attestry.dev", "attestry 0.1.0"),
        Map.of("gcp/vm", vm));
  }

  @Test
  void holdsEachClaimInBothSpellings() {
    ObjectNode o = EarCompatibility.write(result("bm9uY2Utbm9uY2U"));
    assertThat(o.path("eat_profile").asText()).isEqualTo("tag:github.com,2023:veraison/ear");
    assertThat(o.path("ear.verifier-id")).isEqualTo(o.path("ear_verifier_id"));
    JsonNode vm = o.path("submods").path("gcp/vm");
    assertThat(vm.path("ear.status").asText()).isEqualTo("warning");
    assertThat(vm.path("ear_status").asText()).isEqualTo("warning");
    assertThat(vm.path("ear.trustworthiness-vector"))
        .isEqualTo(vm.path("ear_trustworthiness_vector"));
    assertThat(vm.path("ear.trustworthiness-vector").path("hardware").asInt()).isEqualTo(2);
    assertThat(vm.path("ear.appraisal-policy-id").asText()).isEqualTo("ni:///sha-384;first");
    assertThat(vm.path("ear_appraisal_policy_ids")).hasSize(2);
    assertThat(vm.path("eat_nonce").asText()).isEqualTo("bm9uY2Utbm9uY2U");
  }

  @Test
  void isReadBackAsTheSameResultInTheOlderProfile() throws MalformedInput {
    AttestationResult back = EarCodec.read(EarCompatibility.write(result()));
    assertThat(back.profile()).isEqualTo(EarProfile.VERAISON_2023);
    AttesterAppraisal was = Objects.requireNonNull(result().appraisals().get("gcp/vm"));
    AttesterAppraisal is = Objects.requireNonNull(back.appraisals().get("gcp/vm"));
    assertThat(is.status()).isEqualTo(was.status());
    assertThat(is.vector()).isEqualTo(was.vector());
    assertThat(is.policyIds()).containsExactly("ni:///sha-384;first");
  }

  @Test
  void refusesWhatTheOlderProfileHasNoRoomFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarCompatibility.write(result("bm9uY2UtMDAx", "bm9uY2UtMDAy")))
        .withMessageContaining("2 nonces");
  }
}
