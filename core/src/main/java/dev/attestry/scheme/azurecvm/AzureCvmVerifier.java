package dev.attestry.scheme.azurecvm;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies one VM: both answers, and that one machine gave them. Used once. */
final class AzureCvmVerifier {

  private final VerificationInput input;
  private final Findings findings;

  AzureCvmVerifier(AzureCvm scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    Verification machine = part(AzureCvm.HCL, evidence, input.forPart(AzureCvm.QUOTE));
    Verification token = part(AzureCvm.MAA, evidence, input.forPart(AzureCvm.TOKEN));
    // What failed or could not be checked is no claim, so there is nothing to compare.
    if (machine.claims().text("/ak_sha256").isPresent()
        && token.claims().text("/appraised_by").isPresent()) {
      key(machine.claims(), token.claims());
      measurement(machine.claims(), token.claims());
    } else {
      String why = "report and token must be genuine, each by itself, to be compared";
      findings.skip(AzureCvmCheck.TOKEN_KEY, why);
      findings.skip(AzureCvmCheck.TOKEN_MEASUREMENT, why);
    }
    confirmation(machine);
    return findings.conclude(
        findings.anyFailed()
            ? all(machine.claims().said(), token.claims().said()).unverified()
            : all(machine.claims(), token.claims()));
  }

  /** One part by its own scheme and nonce; of the key, the composite speaks for both. */
  private Verification part(Scheme scheme, Evidence evidence, VerificationInput of) {
    TreeMap<String, Bytes> parts = new TreeMap<>(evidence.parts());
    parts.keySet().retainAll(scheme.evidenceRoles());
    Verification v = scheme.verify(new Evidence(scheme.mediaType(), parts), of);
    findings.includeWithout(CommonCheck.KEY_CONFIRMATION, v);
    return v;
  }

  /** The key of the report, which signed the quote, is the one that the provider saw in it. */
  private void key(Claims machine, Claims token) {
    try {
      Optional<String> named = TokenKeys.attestationKey(token);
      findings.require(
          AzureCvmCheck.TOKEN_KEY,
          named.isPresent() && named.equals(machine.text("/ak_sha256")),
          "the token names the HCLAkPub of the hardware report",
          named.isEmpty()
              ? "the token names no HCLAkPub: it is not about such a VM"
              : "the token names another HCLAkPub: it is about another VM");
    } catch (MalformedInput e) {
      findings.malformed(AzureCvmCheck.TOKEN_KEY, e);
    }
  }

  private void measurement(Claims machine, Claims token) {
    Optional<String> seen = token.text("/measurement");
    if (seen.isEmpty()) {
      findings.notApplicable(
          AzureCvmCheck.TOKEN_MEASUREMENT, "the token states no measurement; the key binds it");
      return;
    }
    findings.require(
        AzureCvmCheck.TOKEN_MEASUREMENT,
        seen.equals(machine.text("/measurement")),
        "token and hardware report have one launch measurement",
        "token and hardware report have different launch measurements");
  }

  /** The key that the token names signed our challenge: whoever brought the token holds it. */
  private void confirmation(Verification machine) {
    if (machine.passed(CommonCheck.KEY_CONFIRMATION) && !findings.anyFailed()) {
      findings.pass(
          CommonCheck.KEY_CONFIRMATION,
          "HCLAkPub, which report and token name, signed the quote over our challenge");
    } else {
      CommonCheck.unconfirmed(findings, true);
    }
  }

  private static Claims all(Claims machine, Claims token) {
    return Claims.of(
        o -> {
          o.setAll(machine.toJson());
          o.set("token", token.toJson());
        });
  }
}
