package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Providers;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A healthy machine is verified in full, and what it claims is what it did. */
final class SoftTpmTest {

  @ParameterizedTest
  @EnumSource(
      value = LabKeyType.class,
      names = {"P256", "RSA2048"})
  void verifiesAHealthyMachineInFullAlikeWithEveryProvider(LabKeyType key) {
    SoftTpm tpm = SoftTpm.boot(TpmLab.PKI, "host", key, TpmLab.NOW, TpmLab.COMMAND_LINE);
    Evidence evidence = tpm.evidence(TpmLab.NONCE);
    VerificationInput input = TpmLab.input(tpm);
    Verification jdk = TpmLab.SCHEME.verify(evidence, input);
    assertThat(jdk.verdict()).as(jdk.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(jdk.complete()).isTrue();
    assertThat(jdk.evidenceClass()).isEqualTo(EvidenceClass.H3);
    for (Crypto other : Providers.besideTheJdk()) {
      assertThat(TpmLab.SCHEME.verify(evidence, input.withCrypto(other))).isEqualTo(jdk);
    }
  }

  @Test
  void claimsWhatWasQuotedAndWhatTheLogsMean() {
    SoftTpm tpm = TpmLab.booted();
    Claims c = TpmLab.verify(tpm, tpm.evidence(TpmLab.NONCE)).claims();
    assertThat(c.bytes("/pcrs/sha256/7")).contains(tpm.boot().pcrs().get(HashAlgorithm.SHA256, 7));
    assertThat(c.at("/pcrs/sha1")).isEmpty();
    assertThat(c.bytes("/nonce")).contains(TpmLab.NONCE);
    assertThat(c.number("/clock/reset_count")).contains(7L);
    assertThat(c.flag("/clock/safe")).contains(true);
    assertThat(c.text("/firmware_version")).contains("0001000200030004");
    assertThat(c.text("/ak/provenance")).contains("certificate-chain");
    assertThat(c.text("/boot/secure_boot")).contains("on");
    assertThat(c.text("/boot/separators")).contains("complete");
    assertThat(c.flag("/boot/exit_boot_services")).contains(true);
    assertThat(c.bytes("/boot/applications/0"))
        .contains(HashAlgorithm.SHA256.digest(Bytes.utf8("image shimx64.efi")));
    assertThat(c.bytes("/boot/applications/2")).isEmpty();
    assertThat(c.bytes("/boot/kernel_command_lines/0"))
        .contains(HashAlgorithm.SHA256.digest(Bytes.utf8(TpmLab.COMMAND_LINE)));
    assertThat(c.bytes("/boot/authorities/0"))
        .contains(HashAlgorithm.SHA256.digest(EfiVariable.certificate("db")));
    assertThat(c.bytes("/boot/db_certificates/0"))
        .contains(HashAlgorithm.SHA256.digest(EfiVariable.certificate("db")));
    assertThat(c.number("/ima/entries")).contains(5L);
    assertThat(c.number("/ima/violations")).contains(1L);
    assertThat(c.number("/ima/boot_aggregates")).contains(1L);
  }

  @Test
  void verifiesTheAsciiListAsTheBinaryOne() {
    SoftTpm tpm = TpmLab.booted();
    Evidence evidence = tpm.evidence(TpmLab.NONCE);
    Verification ascii = TpmLab.verify(tpm, TpmLab.with(evidence, "ima_log", tpm.ima().ascii()));
    assertThat(ascii.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(ascii.claims()).isEqualTo(TpmLab.verify(tpm, evidence).claims());
  }

  /** TPM 2.0 part 1, B.7: the salt is as long as the digest, or as the key allows. */
  @ParameterizedTest
  @ValueSource(ints = {32, 256 - 32 - 2})
  void acceptsBothSaltLengthsOfRsapss(int salt) throws GeneralSecurityException {
    SoftTpm tpm =
        SoftTpm.boot(TpmLab.PKI, "pss", LabKeyType.RSA2048, TpmLab.NOW, TpmLab.COMMAND_LINE);
    Evidence e = TpmLab.without(tpm.evidence(TpmLab.NONCE), "ak_tpm_public");
    Signature s = Signature.getInstance("RSASSA-PSS");
    s.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
    s.initSign(tpm.ak().keys().getPrivate());
    s.update(e.part("attest").orElseThrow().toArray());
    Bytes tpmt = new LabBytes().be(2, 0x0016).be(2, 0x000b).sized(Bytes.of(s.sign())).bytes();
    Verification v = TpmLab.verify(tpm, TpmLab.with(e, "signature", tpmt));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/signature_algorithm")).contains("rsapss-sha256");
  }

  @Test
  void takesAPinnedKeyInPlaceOfACertificate() {
    SoftTpm tpm = TpmLab.booted();
    Evidence e =
        TpmLab.without(TpmLab.without(tpm.evidence(TpmLab.NONCE), "ak_chain"), "ak_tpm_public");
    Bytes key = tpm.tpmPublic(SoftTpm.AK_ATTRIBUTES);
    Verification v = TpmLab.SCHEME.verify(e, TpmLab.input(TpmLab.pinning("ak_tpm_public", key)));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/ak/provenance")).contains("pinned-key");
  }

  @Test
  void findsThePinnedKeyThatSignedAmongSeveral() {
    SoftTpm tpm = TpmLab.booted();
    SoftTpm other =
        SoftTpm.boot(TpmLab.PKI, "host-2", LabKeyType.P256, TpmLab.NOW, TpmLab.COMMAND_LINE);
    List<TrustAnchor> pinned = new ArrayList<>();
    for (SoftTpm t : List.of(other, tpm)) {
      pinned.add(
          new TrustAnchor.Material(
              "tpm-ak", "ak_tpm_public", t.tpmPublic(SoftTpm.AK_ATTRIBUTES), "pinned"));
    }
    Map<String, Bytes> bare = new HashMap<>(tpm.evidence(TpmLab.NONCE).parts());
    bare.keySet().removeAll(List.of("ak_chain", "ak_tpm_public"));
    Evidence evidence = Evidence.of(TpmLab.SCHEME.mediaType(), bare);
    Verification v = TpmLab.SCHEME.verify(evidence, TpmLab.input(TrustAnchors.of(pinned)));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    Verification foreign =
        TpmLab.SCHEME.verify(
            evidence, TpmLab.input(TrustAnchors.of(List.of(pinned.get(0), pinned.get(0)))));
    assertThat(TpmLab.failed(foreign)).contains("tpm2-quote.signature");
  }

  /** A log is the same for every asker. */
  @Test
  void aLogAloneLeavesAChallengeOpen() {
    SoftTpm tpm = TpmLab.booted();
    for (String role : List.of("eventlog", "ima_log")) {
      Scheme scheme =
          Schemes.named(role.equals("eventlog") ? "tcg-eventlog" : "ima-log").orElseThrow();
      Evidence log =
          Evidence.of(
              scheme.mediaType(), Map.of(role, tpm.evidence(TpmLab.NONCE).parts().get(role)));
      assertThat(TpmLab.skipped(scheme.verify(log, TpmLab.input(tpm)))).contains("evidence.nonce");
    }
  }
}
