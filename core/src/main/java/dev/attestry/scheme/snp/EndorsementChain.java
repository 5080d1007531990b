package dev.attestry.scheme.snp;

import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CertificatePath.Problem;
import dev.attestry.crypto.CommonName;
import dev.attestry.crypto.RevocationList;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Leaf, ASK or ASVK, ARK: signatures, form, anchor, validity, revocation (AMD 57230). */
final class EndorsementChain {

  private final Endorsement endorsement;
  private final VerificationInput input;
  private final Findings findings;

  EndorsementChain(Endorsement endorsement, VerificationInput input, Findings findings) {
    this.endorsement = endorsement;
    this.input = input;
    this.findings = findings;
  }

  void judge() {
    path();
    anchor();
    revocation();
  }

  private void path() {
    List<X509Certificate> given = new ArrayList<>();
    given.add(endorsement.leaf().certificate());
    if (endorsement.ask().isPresent()) {
      given.add(endorsement.ask().get());
      endorsement.ark().ifPresent(given::add);
    }
    List<CertificatePath.Step> problems =
        CertificatePath.of(given).problems(input.crypto(), input.time());
    signature(SnpCheck.LEAF_SIGNATURE, 0, problems, given);
    signature(SnpCheck.ASK_SIGNATURE, 1, problems, given);
    String form =
        details(
            problems.stream()
                .filter(p -> p.problem() != Problem.SIGNATURE && p.problem() != Problem.VALIDITY)
                .toList());
    findings.require(
        SnpCheck.CHAIN_FORM, form.isEmpty(), "names, CA flags and key usage fit", form);
    if (input.time().isEmpty()) {
      findings.skip(SnpCheck.VALIDITY, "no time of judgement was given");
      return;
    }
    String validity =
        details(problems.stream().filter(p -> p.problem() == Problem.VALIDITY).toList());
    findings.require(
        SnpCheck.VALIDITY, validity.isEmpty(), "all valid at " + input.time().get(), validity);
  }

  private void signature(
      SnpCheck check, int index, List<CertificatePath.Step> problems, List<X509Certificate> path) {
    if (index + 1 >= path.size()) {
      findings.skip(check, index == 0 ? "no ASK or ASVK was given" : "no ASK or no ARK was given");
      return;
    }
    String wrong =
        details(
            problems.stream()
                .filter(p -> p.problem() == Problem.SIGNATURE && p.index() == index)
                .toList());
    findings.require(
        check, wrong.isEmpty(), "signed by " + CertificatePath.name(path.get(index + 1)), wrong);
  }

  /** The end of the chain counts only if it is pinned for the product that it names. */
  private void anchor() {
    if (endorsement.ark().isEmpty()) {
      findings.skip(SnpCheck.ARK_PINNED, "no ARK was given");
      return;
    }
    X509Certificate ark = endorsement.ark().get();
    Optional<Product> product =
        CommonName.of(ark.getSubjectX500Principal()).flatMap(Product::ofArk);
    Optional<TrustAnchor> anchor =
        product.flatMap(p -> input.anchors().pinning(p.anchorPurpose(), ark));
    // A pinned key leaves the rest of the certificate to its own signature.
    boolean holds =
        anchor.isPresent()
            && (!(anchor.get() instanceof TrustAnchor.PinnedKey)
                || input.crypto().signed(ark, ark.getPublicKey()));
    findings.require(
        SnpCheck.ARK_PINNED,
        holds,
        anchor.map(a -> "pinned, " + a.source()).orElse(""),
        CertificatePath.name(ark)
            + ", SHA-256 "
            + CertificatePath.fingerprint(ark).hex()
            + ", is no pinned ARK");
  }

  private void revocation() {
    if (endorsement.crl().isEmpty() || endorsement.ark().isEmpty()) {
      String missing = endorsement.crl().isEmpty() ? "no CRL was given" : "no ARK was given";
      findings.skip(SnpCheck.CRL_SIGNATURE, missing);
      findings.skip(SnpCheck.CRL_FRESH, missing);
      findings.skip(SnpCheck.NOT_REVOKED, missing);
      return;
    }
    RevocationList crl = endorsement.crl().get();
    X509Certificate ark = endorsement.ark().get();
    findings.require(
        SnpCheck.CRL_SIGNATURE,
        crl.issuedBy(input.crypto(), ark),
        "issued by " + CertificatePath.name(ark),
        () -> crl.whyNotOf(ark));
    fresh(crl);
    notRevoked(crl, ark);
  }

  private void fresh(RevocationList crl) {
    if (input.time().isEmpty()) {
      findings.skip(SnpCheck.CRL_FRESH, "no time of judgement was given");
      return;
    }
    String until = crl.nextUpdate().map(Instant::toString).orElse("an unstated time");
    String span = crl.thisUpdate() + " to " + until;
    findings.require(
        SnpCheck.CRL_FRESH,
        crl.freshAt(input.time().get()),
        "the CRL is fresh from " + span,
        "the CRL is fresh from " + span + ", judged at " + input.time().get());
  }

  /** An ARK's CRL names what the ARK issued: VCEKs and VLEKs, all of serial 0, are not among it. */
  private void notRevoked(RevocationList crl, X509Certificate ark) {
    List<String> revoked = new ArrayList<>();
    for (X509Certificate c : List.of(endorsement.ask().orElse(ark), ark)) {
      crl.revokedSince(c)
          .ifPresent(since -> revoked.add(CertificatePath.name(c) + " revoked since " + since));
    }
    findings.require(
        SnpCheck.NOT_REVOKED,
        revoked.isEmpty(),
        "neither ASK nor ARK is on the CRL",
        String.join("; ", revoked));
  }

  private static String details(List<CertificatePath.Step> steps) {
    return steps.stream().map(CertificatePath.Step::detail).collect(Collectors.joining("; "));
  }
}
