package dev.attestry.scheme.shieldedvm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies one VM: identity, then the quote by the identity's key. Used once. */
final class GceShieldedVmVerifier {

  private static final List<String> SIGNING = List.of("signing_key", "ecc_p256_signing_key");

  private final VerificationInput input;
  private final Findings findings;

  GceShieldedVmVerifier(GceShieldedVm scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    Verification identity =
        part(GceShieldedVm.IDENTITY, evidence, List.of("identity"), input.forPart(""));
    List<TrustAnchor> keys = keys(identity.claims().said());
    Verification quote =
        part(
            GceShieldedVm.TPM,
            evidence,
            GceShieldedVm.QUOTED,
            input.forPart(GceShieldedVm.QUOTE).withAnchors(TrustAnchors.of(keys)));
    attestationKey(identity, quote, keys);
    Optional<ObjectNode> log =
        IntegrityLog.judge(evidence, identity.claims().said(), input, findings);
    boolean open = findings.anyFailed() || identity.verdict() != Verdict.VERIFIED;
    return findings.conclude(
        Claims.of(
            o -> {
              if (open) {
                fill(o.putObject("unverified"), identity.claims().said(), quote.claims().said());
              } else {
                fill(o, identity.claims(), quote.claims());
              }
              log.ifPresent(said -> o.withObject("/unverified").set("integrity_log", said));
            }));
  }

  private Verification part(
      Scheme scheme, Evidence evidence, List<String> roles, VerificationInput of) {
    TreeMap<String, Bytes> parts = new TreeMap<>(evidence.parts());
    parts.keySet().retainAll(roles);
    Verification v = scheme.verify(new Evidence(scheme.mediaType(), parts), of);
    findings.include(v);
    return v;
  }

  /** The identity's signing keys. Where nothing vouches for it, the answer is open at best. */
  private static List<TrustAnchor> keys(Claims identity) {
    List<TrustAnchor> keys = new ArrayList<>();
    for (String key : SIGNING) {
      identity
          .bytes("/" + key + "/public_key")
          .map(
              k ->
                  new TrustAnchor.Material(
                      "tpm-ak", "ak_public", k, key + " of the Shielded VM's identity"))
          .ifPresent(keys::add);
    }
    return keys;
  }

  private void attestationKey(Verification identity, Verification quote, List<TrustAnchor> keys) {
    if (keys.isEmpty()) {
      findings.skip(GceShieldedVmCheck.ATTESTATION_KEY, "the identity has no signing key");
      CommonCheck.unconfirmed(findings, false);
      return;
    }
    boolean signed = quote.passed(TpmScheme.SIGNATURE);
    findings.require(
        GceShieldedVmCheck.ATTESTATION_KEY,
        signed,
        "the quote is by a signing key of the identity",
        "the quote is by no signing key of the identity: of another machine");
    boolean answered =
        signed
            && quote.passed(CommonCheck.NONCE)
            && identity.verdict() == Verdict.VERIFIED
            && !findings.anyFailed();
    if (answered) {
      findings.pass(
          CommonCheck.KEY_CONFIRMATION, "the identity's key signed the quote over our challenge");
    } else {
      CommonCheck.unconfirmed(findings, true);
    }
  }

  private static void fill(ObjectNode o, Claims identity, Claims quote) {
    o.setAll(quote.toJson());
    o.withObject("/ak")
        .put("provenance", "shielded-vm-identity")
        .put("unrevocable", identity.flag("/unrevocable").orElse(false));
    identity.at("/instance").ifPresent(i -> o.set("instance", i));
  }
}
