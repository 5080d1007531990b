package dev.attestry.scheme.azureimds;

import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The path of the certificate that signed, and of no other: built upwards from it, from what came
 * inside, what was given, and the roots.
 */
final class SignerPath {

  static final String PURPOSE = "azure-imds";

  /** Collateral: certificates above the signer's. */
  static final String ISSUERS = "intermediate";

  /** Collateral: revocation lists of the CAs, one or more in each item. */
  static final String CRL = "crl";

  private static final int LONGEST = 6;

  private SignerPath() {}

  static CertificatePath of(
      X509Certificate signer,
      List<X509Certificate> inside,
      VerificationInput input,
      Findings findings)
      throws MalformedInput {
    List<X509Certificate> known = new ArrayList<>(inside);
    Optional<Collateral.Item> given = input.collateral().get(ISSUERS);
    if (given.isPresent()) {
      known.addAll(Pem.certificates(ISSUERS, given.get().bytes()));
      findings.used(given.get());
    }
    for (TrustAnchor.Material root : input.anchors().material(PURPOSE, "root", "trusted_root")) {
      known.addAll(Pem.certificates("root", root.bytes()));
    }
    List<X509Certificate> path = new ArrayList<>(List.of(signer));
    X509Certificate end = signer;
    while (path.size() < LONGEST && !pinned(end, input)) {
      X509Certificate below = end;
      Optional<X509Certificate> issuer =
          known.stream()
              .filter(c -> !path.contains(c))
              .filter(c -> c.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
              .filter(c -> input.crypto().signed(below, c.getPublicKey()))
              .min(
                  Comparator.comparing((X509Certificate c) -> deadEnd(c, input))
                      .thenComparing(c -> !pinned(c, input)));
      if (issuer.isEmpty()) {
        break;
      }
      end = issuer.get();
      path.add(end);
    }
    // ImdsVerifier judges the names.
    return CertificatePath.of(path).judgingOfLeaf(CertificatePath.SUBJECT_ALT_NAME);
  }

  /** A root that is not ours, where an older one may have certified its key as well. */
  private static boolean deadEnd(X509Certificate c, VerificationInput input) {
    return c.getSubjectX500Principal().equals(c.getIssuerX500Principal()) && !pinned(c, input);
  }

  private static boolean pinned(X509Certificate c, VerificationInput input) {
    return input.anchors().pinning(PURPOSE, c).isPresent();
  }
}
