package dev.attestry.scheme.shieldedid;

import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CertificatePath.Problem;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of all keys of one identity, judged together: one finding for each question. */
final class KeyPaths {

  static final String PURPOSE = "gce-vtpm";
  static final String CRL = "crl";

  private static final int MAX_DEPTH = 5;

  private final Findings findings;
  private final VerificationInput input;
  private final Map<CommonCheck, List<String>> problems = new EnumMap<>(CommonCheck.class);
  private boolean unrevocable = false;

  KeyPaths(Findings findings, VerificationInput input) {
    this.findings = findings;
    this.input = input;
  }

  /** Whether there was anything to judge them with. */
  boolean judge(List<ShieldedIdentity.Key> keys) throws MalformedInput {
    List<X509Certificate> issuers = issuers();
    if (issuers.isEmpty()) {
      findings.skip(CommonCheck.TRUSTED_ROOT, "no certificates of the EK/AK CA were given");
      return false;
    }
    int longest = 0;
    List<CertificatePath> built = new ArrayList<>();
    for (ShieldedIdentity.Key k : keys) {
      X509Certificate leaf = k.ekCert().orElseThrow();
      CertificatePath path = build(leaf, issuers);
      built.add(path);
      longest = Math.max(longest, path.certificates().size());
      path.problems(input.crypto(), input.time())
          .forEach(s -> note(check(s.problem()), k, s.detail()));
      if (path.certificates().size() == 1) {
        note(CommonCheck.CERTIFICATE_CHAIN, k, "none of the given CAs signed it");
      }
      if (input.anchors().pinning(PURPOSE, path.end()).isEmpty()) {
        note(
            CommonCheck.TRUSTED_ROOT,
            k,
            "the path ends in " + CertificatePath.name(path.end()) + ", which is not trusted");
      }
    }
    String paths = keys.size() + " paths of at most " + longest;
    report(CommonCheck.CERTIFICATE_CHAIN, paths + " chain");
    report(CommonCheck.CERTIFICATE_CONSTRAINTS, paths + " keep their constraints");
    if (input.time().isPresent()) {
      report(CommonCheck.CERTIFICATE_VALIDITY, paths + " valid at " + input.time().get());
    } else {
      findings.skip(CommonCheck.CERTIFICATE_VALIDITY, "no time of judgement was given");
    }
    report(CommonCheck.TRUSTED_ROOT, paths + " end in a trusted root");
    unrevocable = RevocationChecks.COMMON.judge(findings, built, input, CRL);
    return true;
  }

  /** Whether a certificate was let pass that no list can name. */
  boolean unrevocable() {
    return unrevocable;
  }

  /** By the key that made the signature: the intermediates all have one name. */
  private CertificatePath build(X509Certificate leaf, List<X509Certificate> issuers) {
    List<X509Certificate> path = new ArrayList<>(List.of(leaf));
    X509Certificate last = leaf;
    while (path.size() < MAX_DEPTH
        && !last.getIssuerX500Principal().equals(last.getSubjectX500Principal())) {
      Optional<X509Certificate> issuer = issuer(last, issuers);
      if (issuer.isEmpty()) {
        break;
      }
      last = issuer.get();
      path.add(last);
    }
    // It names the TPM; no finding rests on that name.
    return CertificatePath.of(path).judgingOfLeaf(CertificatePath.SUBJECT_ALT_NAME);
  }

  private Optional<X509Certificate> issuer(X509Certificate c, List<X509Certificate> issuers) {
    return issuers.stream()
        .filter(i -> i.getSubjectX500Principal().equals(c.getIssuerX500Principal()))
        .filter(i -> input.crypto().signed(c, i.getPublicKey()))
        .findFirst();
  }

  private List<X509Certificate> issuers() throws MalformedInput {
    List<X509Certificate> out = new ArrayList<>();
    for (TrustAnchor.Material m : input.anchors().material(PURPOSE, "ca", "root", "trusted_root")) {
      out.addAll(Pem.certificates("ca", m.bytes()));
    }
    for (Collateral.Item i : input.collateral().items()) {
      if (i.role().equals("ca_certificates")) {
        out.addAll(Pem.certificates("ca_certificates", i.bytes()));
        findings.used(i);
      }
    }
    return out;
  }

  private static CommonCheck check(Problem problem) {
    return switch (problem) {
      case SIGNATURE, NAME -> CommonCheck.CERTIFICATE_CHAIN;
      case CONSTRAINTS, CRITICAL_EXTENSION -> CommonCheck.CERTIFICATE_CONSTRAINTS;
      case VALIDITY -> CommonCheck.CERTIFICATE_VALIDITY;
    };
  }

  private void note(CommonCheck check, ShieldedIdentity.Key key, String detail) {
    problems.computeIfAbsent(check, c -> new ArrayList<>()).add(key.slot().field() + ": " + detail);
  }

  private void report(CommonCheck check, String passed) {
    List<String> found = problems.getOrDefault(check, List.of());
    findings.require(check, found.isEmpty(), passed, String.join("; ", found));
  }
}
