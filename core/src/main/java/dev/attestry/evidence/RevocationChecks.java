package dev.attestry.evidence;

import dev.attestry.crypto.CertificatePath;
import dev.attestry.trust.Collateral;
import java.util.List;

/**
 * The checks of a scheme that revocation is judged by (RFC 5280 section 6.3).
 *
 * @param lists every CRL that was given can be read, is complete, is of a CA of the paths, and is
 *     good at the time of judgement
 * @param revocation no certificate is revoked at the time of judgement
 */
public record RevocationChecks(Check lists, Check revocation) {

  /** The checks of the one path that a piece of evidence comes with. */
  public static final RevocationChecks COMMON =
      new RevocationChecks(CommonCheck.CRL, CommonCheck.CERTIFICATE_REVOCATION);

  /**
   * Judges paths by the lists given in a role, one or more in each item.
   *
   * <p>Every certificate below the end of its path needs a list of its issuer, where it says that
   * there is one; without it the check is skipped. One that names none, and whose issuer's list was
   * not given, is let pass: nobody can revoke it, and whether that will do is for a policy to say.
   * Where no certificate names one and none was given, there is nothing to check.
   *
   * @return whether such a one was let pass
   */
  public boolean judge(
      Findings findings, List<CertificatePath> paths, VerificationInput input, String role) {
    List<Collateral.Item> given =
        input.collateral().items().stream().filter(i -> i.role().equals(role)).toList();
    if (given.isEmpty()) {
      return withoutLists(findings, PathRevocation.of(paths, List.of(), input));
    }
    GivenLists of = GivenLists.read(given, paths, input);
    of.used().forEach(findings::used);
    if (of.problems().isEmpty() && input.time().isEmpty()) {
      findings.skip(lists, "no time of judgement was given");
    } else {
      findings.require(
          lists, of.problems().isEmpty(), of.words(), String.join("; ", of.problems()));
    }
    PathRevocation found = PathRevocation.of(paths, of.genuine(), input);
    if (!found.revoked().isEmpty()) {
      findings.fail(revocation, String.join("; ", found.revoked()));
    } else if (!found.open().isEmpty()) {
      findings.skip(
          revocation, "no good CRL of the issuer was given for " + String.join(", ", found.open()));
    } else {
      findings.pass(revocation, found.words());
      return !found.unrevocable().isEmpty();
    }
    return false;
  }

  private boolean withoutLists(Findings findings, PathRevocation found) {
    if (!found.open().isEmpty()) {
      findings.skip(revocation, "no CRL was given");
      return false;
    }
    boolean some = !found.unrevocable().isEmpty();
    findings.notApplicable(
        revocation,
        some
            ? "no CRL was given, and none is named by " + String.join(", ", found.unrevocable())
            : "the path is one certificate, which is trusted itself or not at all");
    return some;
  }
}
