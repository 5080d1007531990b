package dev.attestry.crypto;

import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a CRL speaks of all that its issuer revoked (RFC 5280 sections 5.2, 5.3 and 6.3.3 (b)).
 * One that does not is never taken for one that does: a certificate that is missing on a list which
 * could not name it is not shown to be good.
 */
final class RevocationScope {

  private static final String DELTA = "2.5.29.27";
  private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";

  /** cRLNumber and authorityKeyIdentifier; every other critical extension changes the meaning. */
  private static final Set<String> UNDERSTOOD = Set.of("2.5.29.20", "2.5.29.35");

  /** reasonCode and invalidityDate: whatever they say, the certificate is revoked. */
  private static final Set<String> UNDERSTOOD_OF_ENTRIES = Set.of("2.5.29.21", "2.5.29.24");

  private RevocationScope() {}

  /** Why the list is not a complete one, in words that follow its name; empty if it is. */
  static Optional<String> limit(X509CRL crl) {
    if (crl.getExtensionValue(DELTA) != null) {
      return Optional.of("is a delta list: it names changes to another list only");
    }
    // Also where it is not marked critical, as it has to be: it limits the list all the same.
    if (crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT) != null) {
      return Optional.of(
          "is limited by an issuingDistributionPoint: to some certificates or reasons,"
              + " or to another issuer's");
    }
    Set<String> foreign = unknown(crl.getCriticalExtensionOIDs(), UNDERSTOOD);
    if (!foreign.isEmpty()) {
      return Optional.of("has critical extensions that are not understood: " + foreign);
    }
    return entries(crl);
  }

  /** An entry that names its own certificate issuer speaks for all that follow it, too. */
  private static Optional<String> entries(X509CRL crl) {
    for (X509CRLEntry e :
        Objects.requireNonNullElse(crl.getRevokedCertificates(), Set.<X509CRLEntry>of())) {
      if (e.getCertificateIssuer() != null) {
        return Optional.of("names certificates of another issuer");
      }
      Set<String> foreign = unknown(e.getCriticalExtensionOIDs(), UNDERSTOOD_OF_ENTRIES);
      if (!foreign.isEmpty()) {
        return Optional.of("has entries with critical extensions not understood: " + foreign);
      }
    }
    return Optional.empty();
  }

  private static Set<String> unknown(Set<String> given, Set<String> understood) {
    Set<String> out = new TreeSet<>(Objects.requireNonNullElse(given, Set.<String>of()));
    out.removeAll(understood);
    return out;
  }
}
