package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests of TPM evidence share: one lab, one time, one nonce. */
final class TpmLab {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final Bytes NONCE = HashAlgorithm.SHA256.digest(Bytes.utf8("challenge"));
  static final LabPki PKI = LabPki.named("tpm tests");
  static final String COMMAND_LINE = "/vmlinuz root=/dev/vda1 ro lockdown=integrity";
  static final Set<HashAlgorithm> BANKS = Set.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  static final TpmScheme SCHEME = new TpmScheme();

  private static final Crypto CRYPTO = Crypto.fastest().rememberingCertificates(256);
  private static final Map<Bytes, Collateral> LISTS = new ConcurrentHashMap<>();

  private TpmLab() {}

  static SoftTpm booted() {
    return SoftTpm.boot(PKI, "host-1", LabKeyType.P256, NOW, COMMAND_LINE);
  }

  /** A TPM after this boot, whatever was wrong with it. */
  static SoftTpm after(MeasuredBoot boot) {
    return SoftTpm.of(PKI, "host-1", LabKeyType.P256, NOW, boot);
  }

  /** Everything required, at the lab's time, answering the lab's nonce. */
  static VerificationInput input(SoftTpm tpm) {
    return input(TrustAnchors.of(List.of(tpm.anchor()))).withCollateral(lists(tpm));
  }

  /** Made once for each CA: signing is slow, and some tests judge thousands of times. */
  private static Collateral lists(SoftTpm tpm) {
    return LISTS.computeIfAbsent(tpm.issuer().certificate(), ca -> tpm.collateral(NOW));
  }

  static VerificationInput input(TrustAnchors anchors) {
    return new VerificationInput(
        Profile.FULL,
        Optional.of(NOW),
        Optional.of(NONCE),
        Collateral.NONE,
        anchors,
        Json.object(),
        CRYPTO);
  }

  static TrustAnchors pinning(String role, Bytes key) {
    return TrustAnchors.of(
        List.of(new TrustAnchor.Material("tpm-ak", role, key, "pinned by the test")));
  }

  static Verification verify(SoftTpm tpm, Evidence evidence) {
    return SCHEME.verify(evidence, input(tpm));
  }

  static Evidence with(Evidence e, String role, Bytes bytes) {
    Map<String, Bytes> parts = new TreeMap<>(e.parts());
    parts.put(role, bytes);
    return Evidence.of(e.mediaType(), parts);
  }

  static Evidence without(Evidence e, String role) {
    Map<String, Bytes> parts = new TreeMap<>(e.parts());
    parts.remove(role);
    return Evidence.of(e.mediaType(), parts);
  }

  static ObjectNode stated(String json) {
    try {
      return Json.readObject("stated", Bytes.utf8(json));
    } catch (dev.attestry.codec.MalformedInput e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static List<String> failed(Verification v) {
    return ids(v, Outcome.FAILED);
  }

  static List<String> skipped(Verification v) {
    return ids(v, Outcome.SKIPPED);
  }

  private static List<String> ids(Verification v, Outcome outcome) {
    return v.findings().stream()
        .filter(f -> f.outcome() == outcome)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }
}
