package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** The lab's SNP hierarchies, made once for all tests, and a relying party that trusts them. */
final class SnpLab {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final Bytes NONCE = Bytes.ofHex("5a".repeat(64));
  static final SecureRandom RANDOM = new SecureRandom();

  private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
  private static final SnpPki.Keys KEYS = SnpPki.Keys.of(LabPki.named("snp tests"));

  static final SnpPki MILAN = SnpPki.of(SnpProduct.MILAN, KEYS, FROM);
  static final SnpPki GENOA = SnpPki.of(SnpProduct.GENOA, KEYS, FROM);
  static final SnpPki TURIN = SnpPki.of(SnpProduct.TURIN, KEYS, FROM);

  private SnpLab() {}

  /** A full verification that expects the nonce and trusts the lab's ARKs. */
  static VerificationInput input(Collateral collateral) {
    return VerificationInput.asGiven(NOW, Crypto.fastest())
        .withProfile(Profile.FULL)
        .withExpectedNonce(NONCE)
        .withCollateral(collateral)
        .withAnchors(TrustAnchors.of(List.of(MILAN.anchor(), GENOA.anchor(), TURIN.anchor())));
  }

  static Verification verify(SnpGuest guest) {
    return verify(guest, input(guest.collateral(NOW)));
  }

  static Verification verify(SnpGuest guest, VerificationInput input) {
    return new SevSnp().verify(guest.evidence(NONCE), input);
  }

  static List<String> failed(Verification v) {
    return ids(v, Outcome.FAILED);
  }

  static List<String> ids(Verification v, Outcome outcome) {
    return v.findings().stream()
        .filter(f -> f.outcome() == outcome)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }
}
