package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certification path as it was given, leaf first, judged step by step (RFC 5280 section 6.1,
 * without policies and name constraints, which are refused when critical). All steps are judged and
 * all problems kept; nothing is searched for or fetched.
 */
public final class CertificatePath {

  /** What can be wrong with a path. */
  public enum Problem {
    /** A certificate is not signed by the next one, or not by an accepted algorithm. */
    SIGNATURE,
    /** Issuer and subject names do not chain. */
    NAME,
    /** A certificate is outside its validity at the time of judgement. */
    VALIDITY,
    /** An issuer is no CA, may not sign certificates, or the path is longer than it allows. */
    CONSTRAINTS,
    /** A critical extension that is not understood. */
    CRITICAL_EXTENSION
  }

  /**
   * @param index position in the path, 0 is the leaf
   */
  public record Step(Problem problem, int index, String detail) {}

  /**
   * Critical where the subject is empty (RFC 5280 section 4.1.2.6), as on many TPM certificates.
   */
  public static final String SUBJECT_ALT_NAME = "2.5.29.17";

  public static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private static final int MAX_LENGTH = 10;
  private static final int MAX_NAME = 100;

  /**
   * keyUsage, basicConstraints and the key identifiers. What a certificate is for (extKeyUsage) and
   * whom else it names (subjectAltName) only a caller can judge, who then says so.
   */
  private static final Set<String> UNDERSTOOD =
      Set.of("2.5.29.15", "2.5.29.19", "2.5.29.14", "2.5.29.35");

  /** Writing a name out takes a tenth of the time of checking a signature. */
  private static final SecondSight<String> NAMES = new SecondSight<>();

  private final List<X509Certificate> certificates;

  private final Set<String> judgedOfLeaf;

  private CertificatePath(List<X509Certificate> certificates, Set<String> judgedOfLeaf) {
    this.certificates = List.copyOf(certificates);
    this.judgedOfLeaf = judgedOfLeaf;
  }

  /**
   * @param leafFirst at least one certificate; the last one is the end of the path
   */
  public static CertificatePath of(List<X509Certificate> leafFirst) {
    if (leafFirst.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one certificate");
    }
    return new CertificatePath(leafFirst, Set.of());
  }

  /**
   * The same path, of whose leaf the caller judges these extensions, by their OIDs: there they may
   * be critical.
   */
  public CertificatePath judgingOfLeaf(String... oids) {
    return new CertificatePath(certificates, Set.of(oids));
  }

  public X509Certificate leaf() {
    return certificates.get(0);
  }

  /** The last certificate: it is a root only if an anchor says so. */
  public X509Certificate end() {
    return certificates.get(certificates.size() - 1);
  }

  public List<X509Certificate> certificates() {
    return certificates;
  }

  /**
   * Everything that is wrong between the leaf and the end. Whether the end is trusted is another
   * question; its own signature is not judged, since a pinned certificate needs none.
   *
   * @param at the time of judgement; where empty, validity is not judged
   */
  public List<Step> problems(Crypto crypto, Optional<Instant> at) {
    List<Step> out = new ArrayList<>();
    if (certificates.size() > MAX_LENGTH) {
      out.add(
          new Step(
              Problem.CONSTRAINTS,
              0,
              "at most " + MAX_LENGTH + " certificates expected, " + certificates.size()));
      return out;
    }
    for (int i = 0; i < certificates.size(); i++) {
      X509Certificate c = certificates.get(i);
      criticalExtensions(c, i, out);
      int index = i;
      at.ifPresent(t -> validity(c, index, t, out));
      if (i > 0) {
        issuer(c, i, out);
      }
      if (i + 1 < certificates.size()) {
        link(crypto, c, certificates.get(i + 1), i, out);
      }
    }
    return out;
  }

  private static void link(
      Crypto crypto, X509Certificate c, X509Certificate issuer, int i, List<Step> out) {
    if (!same(c.getIssuerX500Principal(), issuer.getSubjectX500Principal())) {
      out.add(
          new Step(
              Problem.NAME,
              i,
              name(c) + " names another issuer than the next certificate, " + name(issuer)));
    }
    if (!crypto.signed(c, issuer.getPublicKey())) {
      out.add(
          new Step(Problem.SIGNATURE, i, name(c) + " is not signed by the key of " + name(issuer)));
    }
  }

  /** Two names that are not the same. */
  private record Others(Bytes a, Bytes b) {}

  private static final int PAIRS = 64;

  /**
   * Those that were compared before, by whatever thread, one place for each hash: the certificates
   * of a vendor's machines all have the same names, which take long to compare.
   */
  private static final AtomicReferenceArray<@Nullable Others> OTHERS =
      new AtomicReferenceArray<>(PAIRS);

  /** Names of the same bytes are the same; others are compared as section 7.1 says. */
  public static boolean same(X500Principal a, X500Principal b) {
    Others names = new Others(Bytes.of(a.getEncoded()), Bytes.of(b.getEncoded()));
    if (names.a.equals(names.b)) {
      return true;
    }
    int hash = names.hashCode();
    int place = (hash ^ hash >>> 16) & PAIRS - 1;
    if (names.equals(OTHERS.get(place))) {
      return false;
    }
    boolean same = a.equals(b);
    if (!same) {
      OTHERS.set(place, names);
    }
    return same;
  }

  private static void validity(X509Certificate c, int i, Instant t, List<Step> out) {
    Instant from = c.getNotBefore().toInstant();
    Instant until = c.getNotAfter().toInstant();
    if (t.isBefore(from) || t.isAfter(until)) {
      out.add(
          new Step(
              Problem.VALIDITY,
              i,
              name(c) + " is valid from " + from + " to " + until + ", judged at " + t));
    }
  }

  private static void issuer(X509Certificate c, int i, List<Step> out) {
    int pathLength = c.getBasicConstraints();
    if (pathLength < 0) {
      out.add(new Step(Problem.CONSTRAINTS, i, name(c) + " is no CA (basicConstraints)"));
    } else if (i - 1 > pathLength) {
      out.add(
          new Step(
              Problem.CONSTRAINTS,
              i,
              name(c) + " allows " + pathLength + " CAs below it, " + (i - 1) + " stand there"));
    }
    boolean[] usage = c.getKeyUsage();
    if (usage != null && !usage[5]) {
      out.add(new Step(Problem.CONSTRAINTS, i, name(c) + " may not sign certificates (keyUsage)"));
    }
  }

  private void criticalExtensions(X509Certificate c, int i, List<Step> out) {
    @Nullable Set<String> given = c.getCriticalExtensionOIDs();
    if (given == null || UNDERSTOOD.containsAll(given)) {
      return;
    }
    Set<String> critical = new TreeSet<>(given);
    critical.removeAll(UNDERSTOOD);
    if (i == 0) {
      critical.removeAll(judgedOfLeaf);
    }
    if (!critical.isEmpty()) {
      out.add(
          new Step(
              Problem.CRITICAL_EXTENSION,
              i,
              name(c) + " has critical extensions that are not understood: " + critical));
    }
  }

  /** The subject for messages: printable ASCII only, shortened. */
  public static String name(X509Certificate c) {
    return name(c.getSubjectX500Principal());
  }

  static String name(X500Principal who) {
    Bytes encoded = Bytes.of(who.getEncoded());
    @Nullable String known = NAMES.get(encoded);
    if (known == null) {
      known = written(who);
      NAMES.put(encoded, known);
    }
    return known;
  }

  private static String written(X500Principal subject) {
    String name = subject.getName();
    StringBuilder s = new StringBuilder("\"");
    for (int i = 0; i < Math.min(name.length(), MAX_NAME); i++) {
      char at = name.charAt(i);
      s.append(at < ' ' || at > '~' ? '?' : at);
    }
    return s.append(name.length() > MAX_NAME ? "…\"" : "\"").toString();
  }

  /** SHA-256 over the DER encoding, what anchors are pinned by. */
  public static Bytes fingerprint(X509Certificate c) {
    try {
      return HashAlgorithm.SHA256.digest(Bytes.of(c.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has its encoding", e);
    }
  }

  /** SHA-256 over the SubjectPublicKeyInfo. */
  public static Bytes keyFingerprint(X509Certificate c) {
    return HashAlgorithm.SHA256.digest(Bytes.of(c.getPublicKey().getEncoded()));
  }
}
