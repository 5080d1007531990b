package dev.attestry.lab.nitro;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LabIdentity;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import dev.attestry.lab.NitroTpm;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One enclave, one NitroTPM, one nonce, one time; and what a verifier says about documents. */
final class NitroLab {

  static final Instant NOW = Instant.parse("2026-11-01T12:34:56.789Z");
  static final Bytes NONCE = Bytes.ofHex("5a".repeat(32));
  static final NitroPki PKI = NitroPki.of(LabPki.named("nitro tests"));
  static final NitroEnclave ENCLAVE =
      NitroEnclave.running(PKI, "i-0123456789abcdef0", "release 1.4.2");
  static final NitroTpm TPM = NitroTpm.running(PKI, "i-0123456789abcdef0", "attestable ami");
  static final NitroDocument.Request REQUEST = NitroDocument.Request.challenge(NOW, NONCE);

  private NitroLab() {}

  static NitroDocument document() {
    return ENCLAVE.document(REQUEST);
  }

  static LabIdentity leaf() {
    return ENCLAVE.signer(REQUEST).leaf();
  }

  static VerificationInput input() {
    return new VerificationInput(
        Profile.FULL,
        Optional.of(NOW),
        Optional.of(NONCE),
        Collateral.NONE,
        TrustAnchors.of(List.of(PKI.anchor())),
        Json.object(),
        Crypto.fastest());
  }

  static Scheme scheme(String name) {
    return Schemes.named(name).orElseThrow();
  }

  static Verification judge(Bytes document) {
    return judge("nitro", document, input());
  }

  static Verification judge(String scheme, Bytes document, VerificationInput input) {
    Scheme s = scheme(scheme);
    return s.verify(Evidence.of(s.mediaType(), Map.of("document", document)), input);
  }

  /** Ids of the failed checks. */
  static List<String> failed(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }

  static List<String> failed(Bytes document) {
    return failed(judge(document));
  }
}
