package dev.attestry.examples.embed;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Verifies one Nitro document, appraises it under a policy and prints the attestation result. */
public final class Embed {

  private Embed() {}

  /** Arguments: document, policy, time of judgement (RFC 3339). Trusts AWS's root. */
  public static void main(String[] args) throws Exception {
    Bytes document = Bytes.of(Files.readAllBytes(Path.of(args[0])));
    Bytes policy = Bytes.of(Files.readAllBytes(Path.of(args[1])));
    System.out.println(
        judge(document, Policy.parse(policy), Instant.parse(args[2]), TrustAnchors.builtIn()));
  }

  static String judge(Bytes document, Policy policy, Instant time, TrustAnchors anchors) {
    Scheme nitro = Schemes.named("nitro").orElseThrow();
    Evidence evidence = Evidence.of(nitro.mediaType(), Map.of("document", document));
    VerificationInput input =
        VerificationInput.asGiven(time, Crypto.fastest()).withAnchors(anchors);
    Verification genuine = nitro.verify(evidence, input);
    AppraisalContext when = AppraisalContext.of("intake", "enclave", time, time);
    Appraisal appraisal = Appraiser.appraise(genuine, policy, GraceList.NONE, when);
    VerifierId verifier = new VerifierId("https://attestry.example", "embed");
    return Json.pretty(
        EarCodec.write(AppraisalResults.of("intake", genuine, appraisal, time, verifier)));
  }
}
