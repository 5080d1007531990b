package dev.attestry.evidence;

import dev.attestry.codec.UtcTime;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CertificatePath.Problem;
import dev.attestry.crypto.CertificatePath.Step;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks of a scheme that a certification path is judged by (RFC 5280 section 6.1): one for
 * each question a reader asks of a path.
 *
 * @param chain each certificate is signed by the next and names it
 * @param constraints issuers are CAs that may sign, and every critical extension is understood
 * @param validity all are valid at the time of judgement
 * @param trustedRoot the path ends in a pinned certificate or key
 */
public record PathChecks(Check chain, Check constraints, Check validity, Check trustedRoot) {

  /** The checks of the one path that a piece of evidence comes with. */
  public static final PathChecks COMMON =
      new PathChecks(
          CommonCheck.CERTIFICATE_CHAIN,
          CommonCheck.CERTIFICATE_CONSTRAINTS,
          CommonCheck.CERTIFICATE_VALIDITY,
          CommonCheck.TRUSTED_ROOT);

  /** Judges the path; answers with the anchor that it ends in, if it ends in one. */
  public Optional<TrustAnchor> judge(
      Findings findings, CertificatePath path, VerificationInput input, String purpose) {
    steps(findings, path, input);
    Optional<TrustAnchor> anchor = input.anchors().pinning(purpose, path.end());
    root(findings, path, input, anchor, purpose);
    return anchor;
  }

  /** Judges all but the root, for schemes that look for their anchor in another way. */
  public void steps(Findings findings, CertificatePath path, VerificationInput input) {
    List<Step> problems = path.problems(input.crypto(), input.time());
    String n = path.certificates().size() + " certificates";
    report(findings, chain, problems, Set.of(Problem.SIGNATURE, Problem.NAME), n + " chain");
    report(
        findings,
        constraints,
        problems,
        Set.of(Problem.CONSTRAINTS, Problem.CRITICAL_EXTENSION),
        n + " keep their constraints");
    if (input.time().isPresent()) {
      String at = n + " valid at " + UtcTime.text(input.time().get());
      report(findings, validity, problems, Set.of(Problem.VALIDITY), at);
    } else {
      findings.skip(validity, "no time of judgement was given");
    }
  }

  private static void report(
      Findings findings, Check check, List<Step> problems, Set<Problem> ours, String passed) {
    if (problems.isEmpty()) {
      findings.pass(check, passed);
      return;
    }
    String failed =
        problems.stream()
            .filter(p -> ours.contains(p.problem()))
            .map(Step::detail)
            .collect(Collectors.joining("; "));
    findings.require(check, failed.isEmpty(), passed, failed);
  }

  private void root(
      Findings findings,
      CertificatePath path,
      VerificationInput input,
      Optional<TrustAnchor> anchor,
      String purpose) {
    X509Certificate end = path.end();
    if (anchor.isEmpty()) {
      findings.fail(
          trustedRoot,
          "the path ends in "
              + CertificatePath.name(end)
              + ", SHA-256 "
              + CertificatePath.fingerprint(end).hex()
              + ", which is no trusted root for "
              + purpose);
      return;
    }
    // A pinned key vouches for no more than it signed: not for another name or validity around it.
    boolean genuine =
        anchor.get() instanceof TrustAnchor.PinnedCertificate
            || input.crypto().signed(end, end.getPublicKey());
    findings.require(
        trustedRoot,
        genuine,
        CertificatePath.name(end) + " is trusted, " + anchor.get().source(),
        () -> CertificatePath.name(end) + " holds a trusted key but is not signed by it");
  }
}
