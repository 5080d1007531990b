package dev.attestry.evidence;

import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.RevocationList;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What genuine CRLs say of the certificates of paths, in words.
 *
 * @param covered how many certificates a good list of their issuer was held against
 * @param revoked those that a list names, as of the time of judgement
 * @param later those that were revoked after it, which does not change what was valid then
 * @param open those that say where their list is, and it was not given
 * @param unrevocable those that name no list, and none of their issuer was given
 */
record PathRevocation(
    List<String> covered,
    List<String> revoked,
    List<String> later,
    List<String> open,
    List<String> unrevocable) {

  static PathRevocation of(
      List<CertificatePath> paths, List<GivenLists.Genuine> genuine, VerificationInput input) {
    PathRevocation out =
        new PathRevocation(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    Set<X509Certificate> seen = new HashSet<>();
    for (CertificatePath path : paths) {
      List<X509Certificate> certificates = path.certificates();
      // The end of the path is trusted by being pinned, and nobody stands above it.
      for (int i = 0; i + 1 < certificates.size(); i++) {
        X509Certificate issuer = certificates.get(i + 1);
        if (seen.add(certificates.get(i))) {
          out.judge(
              certificates.get(i),
              genuine.stream()
                  .filter(g -> g.issuers().contains(issuer))
                  .map(GivenLists.Genuine::list)
                  .toList(),
              input.time());
        }
      }
    }
    return out;
  }

  /** A certificate against the lists of its issuer, whatever their age. */
  private void judge(X509Certificate c, List<RevocationList> lists, Optional<Instant> at) {
    String name = CertificatePath.name(c);
    for (RevocationList list : lists) {
      list.revokedSince(c)
          .ifPresent(
              since ->
                  (at.filter(since::isAfter).isPresent() ? later : revoked)
                      .add(name + " is revoked since " + since));
    }
    if (lists.stream().anyMatch(l -> at.filter(t -> !l.freshAt(t)).isEmpty())) {
      covered.add(name);
    } else if (RevocationList.isPublishedFor(c)) {
      open.add(name);
    } else {
      unrevocable.add(name);
    }
  }

  String words() {
    return covered.size()
        + (covered.size() == 1 ? " certificate is" : " certificates are")
        + " on no CRL"
        + (later.isEmpty() ? "" : " as of then; only later: " + String.join("; ", later))
        + (unrevocable.isEmpty() ? "" : "; name none: " + String.join(", ", unrevocable));
  }
}
