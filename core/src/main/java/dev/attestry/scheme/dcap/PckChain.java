package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates as Intel hands them out, put in order: leaf first, then issuer by issuer. */
final class PckChain {

  private static final int MAX = 8;

  private PckChain() {}

  /**
   * Follows the issuers' names, not the positions: one genuine chain has its root in the middle.
   */
  static CertificatePath read(String structure, Bytes pem) throws MalformedInput {
    List<X509Certificate> given = new ArrayList<>(Pem.certificates(structure, pem));
    if (given.size() > MAX) {
      throw new MalformedInput(structure, -1, "at most " + MAX + " certificates expected");
    }
    X509Certificate at = leaf(given);
    List<X509Certificate> path = new ArrayList<>(List.of(at));
    given.remove(at);
    while (!given.isEmpty() && !selfIssued(at)) {
      at = issuer(at, given);
      path.add(at);
      given.remove(at);
    }
    return CertificatePath.of(path);
  }

  private static boolean selfIssued(X509Certificate c) {
    return CertificatePath.same(c.getIssuerX500Principal(), c.getSubjectX500Principal());
  }

  /** Where none has the issuer's name the next one stands in, and the path shows the break. */
  private static X509Certificate issuer(X509Certificate below, List<X509Certificate> given) {
    for (X509Certificate c : given) {
      if (CertificatePath.same(c.getSubjectX500Principal(), below.getIssuerX500Principal())) {
        return c;
      }
    }
    return given.get(0);
  }

  /** The one that is no CA; where all are, the first. */
  private static X509Certificate leaf(List<X509Certificate> given) {
    for (X509Certificate c : given) {
      if (c.getBasicConstraints() < 0) {
        return c;
      }
    }
    return given.get(0);
  }
}
