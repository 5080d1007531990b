package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Cmw;
import dev.attestry.codec.CmwJson;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Verdict;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EarCodecTest {

  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final VerifierId VERIFIER =
      new VerifierId("https://attestry.dev", "attestry 0.1.0");

  private static AttestationResult full() {
    AttesterAppraisal vm =
        new AttesterAppraisal(
            Tier.WARNING,
            new TrustVector(
                Map.of(TrustClaim.HARDWARE, 2, TrustClaim.EXECUTABLES, TrustClaim.IN_GRACE)),
            List.of("ni:///sha-384;abc"),
            List.of("bm9uY2Utbm9uY2U"),
            Optional.of("tag:example.org,2026:evidence"),
            Claims.of(o -> o.put("example.measurement", "00ff")),
            Claims.of(o -> o.put("attestry.class", "H1")));
    AttesterAppraisal quiet =
        AttesterAppraisal.of(Tier.NONE, TrustVector.EMPTY, List.of("ni:///sha-384;abc"));
    return new AttestationResult(
        EarProfile.EAR_04,
        AT,
        Optional.of(AT.plusSeconds(300)),
        VERIFIER,
        Optional.of(Tier.WARNING),
        List.of("bm9uY2Utbm9uY2U", "bm9uY2Utbm9uY2V"),
        Optional.of(
            CmwJson.write(
                new Cmw.Message("application/cbor", Bytes.of(1), Optional.of(Cmw.EVIDENCE)))),
        new TreeMap<>(Map.of("vm", List.of("quiet"))),
        new TreeMap<>(Map.of("vm", vm, "quiet", quiet)));
  }

  private static Bytes golden(String name) throws IOException {
    try (InputStream in = EarCodecTest.class.getResourceAsStream(name)) {
      byte[] all = Objects.requireNonNull(in).readAllBytes();
      return Bytes.of(all, 0, all.length - 1); // the file ends with a line feed
    }
  }

  // The bytes that are hashed and signed: a change here breaks every reader of ours and others.
  @Test
  void writesTheGoldenBytes() throws IOException {
    assertThat(EarCodec.encode(full()).utf8()).isEqualTo(golden("ear-full.json").utf8());
    AttestationResult least =
        AttestationResult.of(
            AT,
            VERIFIER,
            Map.of(
                "vm",
                AttesterAppraisal.of(
                    Tier.AFFIRMING, TrustVector.of(TrustClaim.HARDWARE, 2), List.of())));
    assertThat(EarCodec.encode(least).utf8()).isEqualTo(golden("ear-least.json").utf8());
  }

  @Test
  void readsWhatItWrote() throws MalformedInput {
    assertThat(EarCodec.read(EarCodec.write(full()))).isEqualTo(full());
  }

  @Test
  void neverWritesAStatusBetterThanItsVector() {
    AttestationResult lie =
        AttestationResult.of(
            AT,
            VERIFIER,
            Map.of(
                "vm",
                AttesterAppraisal.of(
                    Tier.AFFIRMING, TrustVector.of(TrustClaim.HARDWARE, 96), List.of())));
    assertThatIllegalArgumentException().isThrownBy(() -> EarCodec.encode(lie));
  }

  // What a relying party could otherwise be made to read in two ways.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/iat | 1.5",
        "/iat | '\"1\"'",
        "/iat | -1",
        "/exp | null",
        "/eat_nonce | '\"short\"'",
        "/eat_nonce | []",
        "/eat_nonce | 5",
        "/ear_verifier_id | {}",
        "/ear_verifier_id | '\"x\"'",
        "/submods | {}",
        "/submods | []",
        "/submods/vm | 1",
        "/submods/vm/ear_status | 2",
        "/submods/vm/ear_status | '\"Affirming\"'",
        "/submods/vm/ear_trustworthiness_vector | {}",
        "/submods/vm/ear_trustworthiness_vector | '{\"hardware\":128}'",
        "/submods/vm/ear_trustworthiness_vector | '{\"hardware\":2.0}'",
        "/submods/vm/ear_trustworthiness_vector | '{\"hardwear\":2}'",
        "/submods/vm/ear_appraisal_policy_ids | []",
        "/submods/vm/ear_appraisal_policy_ids | '\"one\"'",
        "/submods/vm/ear_verifier_claims | []",
        "/ear_raw_evidence | '{\"a\":[\"application/cbor\",\"AQ\"]}'",
        "/ear_raw_evidence | '[\"application/cbor\",\"AQ==\"]'",
        "/ear_device_topology | {}",
        "/ear_device_topology | '{\"vm\":[\"stranger\"]}'",
        "/eat_profile | '\"tag:ietf.org,2026:rats/ear#05\"'"
      })
  void refusesWhatTheDraftDoesNotAllow(String pointer, String value) throws MalformedInput {
    ObjectNode claims = EarCodec.write(full());
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) claims.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), Json.read("test", Bytes.utf8(value)));
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> EarCodec.read(claims));
  }

  @ParameterizedTest
  @CsvSource({"ES256,EC,secp256r1,SHA256withECDSAinP1363Format", "EdDSA,Ed25519,,Ed25519"})
  void signsTokensThatVerifyAndDoNotUnderAnotherKey(
      String algorithm,
      String family,
      @org.jspecify.annotations.Nullable String curve,
      String jcaName)
      throws GeneralSecurityException {
    KeyPair key = key(family, Optional.ofNullable(curve));
    Bytes token = EarCodec.sign(full(), algorithm, "k1", signer(key, jcaName));
    Optional<Instant> time = Optional.of(AT);
    EarVerifier.Answer good =
        EarVerifier.verify(token, Optional.of(key.getPublic()), time, Crypto.jdk());
    assertThat(good.verification().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(good.result()).hasValue(full());

    KeyPair other = key(family, Optional.ofNullable(curve));
    assertThat(
            EarVerifier.verify(token, Optional.of(other.getPublic()), time, Crypto.jdk())
                .verification()
                .verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(
            EarVerifier.verify(
                    token,
                    Optional.of(key.getPublic()),
                    Optional.of(AT.plusSeconds(300)),
                    Crypto.jdk())
                .verification()
                .verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void anyChangedByteOfATokenIsNoticed() throws GeneralSecurityException {
    KeyPair key = key("Ed25519", Optional.empty());
    byte[] token = EarCodec.sign(full(), "EdDSA", "k1", signer(key, "Ed25519")).toArray();
    for (int i = 0; i < token.length; i++) {
      token[i] ^= 1;
      assertThat(
              EarVerifier.verify(
                      Bytes.of(token), Optional.of(key.getPublic()), Optional.of(AT), Crypto.jdk())
                  .verification()
                  .verdict())
          .as("byte " + i)
          .isEqualTo(Verdict.REFUTED);
      token[i] ^= 1;
    }
  }

  @Test
  void anyPrefixOfATokenIsRefuted() throws GeneralSecurityException {
    KeyPair key = key("Ed25519", Optional.empty());
    Bytes token = EarCodec.sign(full(), "EdDSA", "k1", signer(key, "Ed25519"));
    for (int n = 0; n < token.length(); n++) {
      assertThat(
              EarVerifier.verify(
                      token.slice(0, n),
                      Optional.of(key.getPublic()),
                      Optional.of(AT),
                      Crypto.jdk())
                  .verification()
                  .verdict())
          .isEqualTo(Verdict.REFUTED);
    }
  }

  private static KeyPair key(String family, Optional<String> curve)
      throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance(family);
    if (curve.isPresent()) {
      g.initialize(new ECGenParameterSpec(curve.get()));
    }
    return g.generateKeyPair();
  }

  private static UnaryOperator<Bytes> signer(KeyPair key, String jcaName) {
    return input -> {
      try {
        Signature s = Signature.getInstance(jcaName);
        s.initSign(key.getPrivate());
        s.update(input.toArray());
        return Bytes.of(s.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
