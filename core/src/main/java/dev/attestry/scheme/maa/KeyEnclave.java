package dev.attestry.scheme.maa;

import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.sgx.Sgx;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The SGX quote by which a signing key shows that it lives in an enclave. */
final class KeyEnclave {

  private static final Scheme SGX = Sgx.amongOthers(8);

  private KeyEnclave() {}

  static Set<String> collateralRoles() {
    return SGX.collateralRoles();
  }

  /** Where the key lives; whose enclave it is where the quote was judged in full and is genuine. */
  static MaaClaims.KeyHome judge(Findings findings, SigningKey key, VerificationInput input) {
    if (key.quote().isEmpty()) {
      findings.notApplicable(MaaCheck.KEY_QUOTE, "the key came without a quote of an enclave");
      return unjudged(key);
    }
    findings.require(
        MaaCheck.KEY_QUOTE,
        key.reportData().filter(d -> d.startsWith(key.hash())).isPresent(),
        "the quote in the key's certificate is over this key"
            + (key.debug() ? "; of a debug enclave: whoever runs it can read the key" : ""),
        "the quote in the key's certificate is not over this key");
    if (input.collateral().get("tcb_info").isEmpty()) {
      findings.skip(
          MaaCheck.KEY_ENCLAVE, "no collateral of Intel to judge the quote of the key with");
      return unjudged(key);
    }
    Verification v =
        SGX.verify(
            Evidence.of(SGX.mediaType(), Map.of("quote", key.quote().get())), inFull(input, key));
    v.collateral().forEach(findings::used);
    return judged(findings, key, v);
  }

  private static MaaClaims.KeyHome judged(Findings findings, SigningKey key, Verification v) {
    Optional<String> signer = v.claims().text("/mrsigner");
    boolean outOfDate = v.claims().flag("/dubious/out_of_date").orElse(false);
    switch (v.verdict()) {
      case REFUTED ->
          findings.fail(
              MaaCheck.KEY_ENCLAVE,
              "the quote in the key's certificate is not genuine: " + first(v, Outcome.FAILED));
      case INCONCLUSIVE ->
          findings.skip(
              MaaCheck.KEY_ENCLAVE,
              "the quote in the key's certificate was not judged in full: "
                  + first(v, Outcome.SKIPPED));
      case VERIFIED ->
          findings.pass(
              MaaCheck.KEY_ENCLAVE,
              "the key lives in an enclave with MRSIGNER "
                  + signer.orElse("unknown")
                  + (outOfDate ? "; on a platform that Intel calls out of date" : ""));
    }
    return new MaaClaims.KeyHome(
        key.debug(), outOfDate, signer.filter(x -> v.verdict() == Verdict.VERIFIED));
  }

  private static MaaClaims.KeyHome unjudged(SigningKey key) {
    return new MaaClaims.KeyHome(key.debug(), false, Optional.empty());
  }

  private static String first(Verification v, Outcome outcome) {
    return v.first(outcome).map(f -> f.check().id() + ": " + f.detail()).orElse("");
  }

  /** What is missing leaves the enclave open. Its quote answers no challenge but holds the key. */
  private static VerificationInput inFull(VerificationInput input, SigningKey key) {
    return new VerificationInput(
        Profile.FULL,
        input.time(),
        key.reportData(),
        input.collateral(),
        input.anchors(),
        input.stated(),
        input.crypto().forCollateral());
  }
}
