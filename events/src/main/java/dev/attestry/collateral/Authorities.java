package dev.attestry.collateral;

import dev.attestry.collateral.Refusal.Refused;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.RevocationList;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The certificates at hand, and which of them stand under an anchor. */
final class Authorities {

  private static final int LONGEST = 8;
  private static final String BRING =
      "bring its issuer's certificate in the same bundle, or name its root with --anchor.";

  private final TrustAnchors anchors;
  private final Instant now;
  private final Crypto crypto = Crypto.fastest();
  private final Set<X509Certificate> known = new LinkedHashSet<>();

  Authorities(TrustAnchors anchors, Instant now) {
    this.anchors = anchors;
    this.now = now;
  }

  void add(List<X509Certificate> certificates) {
    known.addAll(certificates);
  }

  Crypto crypto() {
    return crypto;
  }

  /**
   * Sees that a certificate is valid now and stands under an anchor.
   *
   * @param purpose that the anchor must serve
   */
  void require(X509Certificate c, String purpose) throws Refused {
    List<X509Certificate> path = new ArrayList<>(List.of(c));
    while (!anchored(path.getLast(), purpose)) {
      Optional<X509Certificate> issuer = issuer(path);
      if (issuer.isEmpty() || path.size() == LONGEST) {
        throw new Refused(
            CertificatePath.name(c) + " is under no root that is trusted",
            "a path to a pinned root",
            "its path ends in " + CertificatePath.name(path.getLast()),
            BRING);
      }
      path.add(issuer.get());
    }
    List<CertificatePath.Step> problems =
        CertificatePath.of(path)
            .judgingOfLeaf(CertificatePath.EXTENDED_KEY_USAGE, CertificatePath.SUBJECT_ALT_NAME)
            .problems(crypto, Optional.of(now));
    if (!problems.isEmpty()) {
      CertificatePath.Step first = problems.getFirst();
      boolean dates = first.problem() == CertificatePath.Problem.VALIDITY;
      throw new Refused(
          dates ? "a certificate has expired, or is not valid yet" : "a certificate is not sound",
          "a valid path at " + now,
          first.detail(),
          "fetch it anew from the vendor, and check this machine's clock.");
    }
  }

  private boolean anchored(X509Certificate c, String purpose) {
    Optional<TrustAnchor> anchor = anchors.pinning(purpose, c);
    // A pinned key leaves the rest of the certificate to its own signature.
    return anchor.isPresent()
        && (anchor.get() instanceof TrustAnchor.PinnedCertificate
            || crypto.signed(c, c.getPublicKey()));
  }

  private Optional<X509Certificate> issuer(List<X509Certificate> path) {
    X509Certificate c = path.getLast();
    return known.stream()
        .filter(k -> !path.contains(k))
        .filter(k -> CertificatePath.same(c.getIssuerX500Principal(), k.getSubjectX500Principal()))
        .filter(k -> crypto.signed(c, k.getPublicKey()))
        .findFirst();
  }

  /** Sees that a list is complete, in force, and of an issuer that stands under an anchor. */
  void require(RevocationList list, String purpose) throws Refused {
    if (list.limit().isPresent()) {
      throw new Refused(
          "the list " + list.limit().get(),
          "a complete list",
          "one of a part",
          "fetch the list itself.");
    }
    if (!list.freshAt(now)) {
      String until = list.nextUpdate().map(Instant::toString).orElse("an unstated time");
      throw new Refused(
          "the list has expired, or is of the future",
          "one in force at " + now,
          "thisUpdate " + list.thisUpdate() + ", nextUpdate " + until,
          "fetch it anew from the vendor, and check this machine's clock.");
    }
    List<X509Certificate> named = known.stream().filter(list::names).toList();
    Optional<X509Certificate> issuer =
        named.stream().filter(c -> list.issuedBy(crypto, c)).findFirst();
    if (issuer.isEmpty()) {
      throw new Refused(
          named.isEmpty()
              ? "nothing shows who signed the list"
              : "the list is not signed by whom it names",
          "a list by " + list.issuer() + ", and that certificate",
          named.isEmpty()
              ? "the certificate is neither in the bundle nor kept in the log"
              : "a signature that does not hold under it",
          named.isEmpty() ? BRING : "fetch it anew from the vendor: it was altered on its way.");
    }
    require(issuer.get(), purpose);
  }
}
