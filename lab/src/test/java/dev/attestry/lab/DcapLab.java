package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.sgx.Sgx;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A lab machine with SGX and TDX, and a relying party that trusts its lab. */
final class DcapLab {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final Bytes NONCE = Bytes.ofHex("5a".repeat(64));
  static final LabPki LAB = LabPki.named("dcap tests");
  static final DcapPki PKI = DcapPki.of(LAB, Instant.parse("2026-06-01T00:00:00Z"));
  static final DcapPlatform PLATFORM = DcapPlatform.of(LAB, PKI, "machine");
  static final TdxGuest TD = TdxGuest.launch(PLATFORM, 4, "image");
  static final SgxEnclave ENCLAVE = SgxEnclave.launch(PLATFORM, 3, "image");

  private static final Scheme TDX = Tdx.keepingNothing();
  private static final Scheme SGX = Sgx.keepingNothing();

  private DcapLab() {}

  /** A full verification that expects the nonce and trusts the lab's root. */
  static VerificationInput input(Collateral collateral) {
    return VerificationInput.asGiven(NOW, Crypto.fastest())
        .withProfile(Profile.FULL)
        .withExpectedNonce(NONCE)
        .withCollateral(collateral)
        .withAnchors(TrustAnchors.of(List.of(PKI.anchor())));
  }

  static DcapAnswers answers(String tee) {
    return PLATFORM.answers(tee, NOW);
  }

  /** Of a platform that Intel calls out of date. */
  static Collateral outOfDate() {
    String body =
        DcapAnswers.tcbInfo(
            "TDX", NOW.minus(Duration.ofHours(12)), NOW.plus(Duration.ofHours(12)), "OutOfDate");
    return answers("TDX")
        .withTcbInfo(DcapPki.answer("tcbInfo", body, PKI.tcbSigner()))
        .collateral();
  }

  static Verification tdx(Bytes quote, VerificationInput input) {
    return TDX.verify(Evidence.of(TDX.mediaType(), Map.of("quote", quote)), input);
  }

  static Verification tdx(Bytes quote, DcapAnswers answers) {
    return tdx(quote, input(answers.collateral()));
  }

  static Verification tdx(Bytes quote) {
    return tdx(quote, answers("TDX"));
  }

  static Verification sgx(Bytes quote, VerificationInput input) {
    return SGX.verify(Evidence.of(SGX.mediaType(), Map.of("quote", quote)), input);
  }

  static Verification sgx(Bytes quote, DcapAnswers answers) {
    return sgx(quote, input(answers.collateral()));
  }

  static Verification sgx(Bytes quote) {
    return sgx(quote, answers("SGX"));
  }

  static List<String> failed(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }
}
