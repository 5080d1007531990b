package dev.attestry.evidence;

import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.RevocationList;
import dev.attestry.trust.Collateral;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The CRLs that were given beside paths, judged by themselves.
 *
 * @param genuine those that a CA of the paths made, old ones too: what they name is revoked
 * @param used the items that could be read
 * @param problems what is wrong with any of them
 */
record GivenLists(List<Genuine> genuine, List<Collateral.Item> used, List<String> problems) {

  /** A list, and those of the CAs that made it: one, but for one CA in several certificates. */
  record Genuine(RevocationList list, List<X509Certificate> issuers) {}

  /** A chain has a CA or three; more lists are work for nothing. */
  private static final int MAX_LISTS = 32;

  static GivenLists read(
      List<Collateral.Item> given, List<CertificatePath> paths, VerificationInput input) {
    List<X509Certificate> issuers =
        paths.stream().flatMap(p -> p.certificates().stream().skip(1)).distinct().toList();
    GivenLists out = new GivenLists(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int seen = 0;
    for (Collateral.Item item : given) {
      try {
        List<RevocationList> lists = RevocationList.parseAll(item.role(), item.bytes());
        seen += lists.size();
        if (seen > MAX_LISTS) {
          out.problems.add("at most " + MAX_LISTS + " CRLs expected");
          return out;
        }
        out.used.add(item);
        lists.forEach(list -> out.add(list, issuers, input));
      } catch (MalformedInput e) {
        out.problems.add(String.valueOf(e.getMessage()));
      }
    }
    return out;
  }

  private void add(RevocationList list, List<X509Certificate> issuers, VerificationInput input) {
    List<X509Certificate> made =
        issuers.stream().filter(i -> list.issuedBy(input.crypto(), i)).toList();
    if (made.isEmpty()) {
      problems.add("the CRL of " + list.issuer() + " " + foreign(list, issuers, input));
      return;
    }
    genuine.add(new Genuine(list, made));
    input
        .time()
        .filter(at -> !list.freshAt(at))
        .ifPresent(
            at ->
                problems.add(
                    "the CRL of " + list.issuer() + " is good from " + span(list) + ", not " + at));
  }

  private static String span(RevocationList list) {
    return list.thisUpdate()
        + " to "
        + list.nextUpdate().map(Instant::toString).orElse("no stated end");
  }

  /** Section 6.3.3 (b), (f), (g): why no CA of the paths made it. */
  private static String foreign(
      RevocationList list, List<X509Certificate> issuers, VerificationInput input) {
    if (list.limit().isPresent()) {
      return list.limit().get();
    }
    List<X509Certificate> named = issuers.stream().filter(list::names).toList();
    if (named.isEmpty()) {
      return "is of no CA of the chain";
    }
    return named.stream().anyMatch(i -> list.signedBy(input.crypto(), i.getPublicKey()))
        ? "is of a CA that may not sign lists (keyUsage)"
        : "is not signed by the key of that CA";
  }

  String words() {
    return genuine.size() == 1
        ? "the CRL of "
            + genuine.get(0).list().issuer()
            + ", good from "
            + span(genuine.get(0).list())
        : genuine.size() + " CRLs, all of CAs of the chain and good at the time of judgement";
  }
}
