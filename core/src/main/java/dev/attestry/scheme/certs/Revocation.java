package dev.attestry.scheme.certs;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges one revocation list against a path, and the path against the list. */
record Revocation(Findings findings, CertificatePath path, VerificationInput input) {

  void judge(Collateral.Item item) {
    RevocationList list;
    try {
      list = RevocationList.parse("crl", der(item.bytes()));
      findings.pass(CertsCheck.CRL_PARSES, "a CRL of " + list.thisUpdate());
    } catch (MalformedInput e) {
      findings.malformed(CertsCheck.CRL_PARSES, e);
      return;
    }
    findings.used(item);
    freshness(list);
    Optional<X509Certificate> issuer =
        path.certificates().stream().filter(c -> list.issuedBy(input.crypto(), c)).findFirst();
    if (issuer.isEmpty()) {
      findings.fail(
          CertsCheck.CRL_SIGNATURE,
          "no CA of the chain issued this list (name, key, cRLSign), or it is not a complete one");
      findings.skip(CommonCheck.CERTIFICATE_REVOCATION, "the CRL is of no use here");
      return;
    }
    findings.pass(CertsCheck.CRL_SIGNATURE, "issued by " + CertificatePath.name(issuer.get()));
    revocation(list, issuer.get());
  }

  private static Bytes der(Bytes derOrPem) throws MalformedInput {
    if (!derOrPem.isEmpty() && derOrPem.u8(0) == 0x30) {
      return derOrPem;
    }
    List<Bytes> blocks = Pem.blocks("crl", "X509 CRL", derOrPem);
    if (blocks.size() != 1) {
      throw new MalformedInput("crl", 0, "one DER or PEM CRL expected");
    }
    return blocks.get(0);
  }

  private void freshness(RevocationList list) {
    if (input.time().isEmpty()) {
      findings.skip(CertsCheck.CRL_FRESHNESS, "no time of judgement was given");
      return;
    }
    Instant at = input.time().get();
    String window =
        list.thisUpdate()
            + " to "
            + list.nextUpdate().map(Instant::toString).orElse("no stated end");
    findings.require(
        CertsCheck.CRL_FRESHNESS,
        list.freshAt(at),
        "good from " + window,
        "good from " + window + ", judged at " + at);
  }

  /** An entry later than the time of judgement does not change what was valid then. */
  private void revocation(RevocationList list, X509Certificate issuer) {
    StringBuilder revoked = new StringBuilder();
    StringBuilder later = new StringBuilder();
    for (X509Certificate c : path.certificates()) {
      if (!c.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        continue;
      }
      Optional<Instant> since = list.revokedSince(c);
      if (since.isPresent()) {
        boolean after = input.time().filter(t -> since.get().isAfter(t)).isPresent();
        (after ? later : revoked)
            .append(CertificatePath.name(c))
            .append(" is revoked since ")
            .append(since.get())
            .append("; ");
      }
    }
    findings.require(
        CommonCheck.CERTIFICATE_REVOCATION,
        revoked.isEmpty(),
        later.isEmpty() ? "no certificate of the chain is on the list" : "only later: " + later,
        revoked.toString());
  }
}
