package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A machine with a software TPM: booted, measured, with a certified attestation key. It answers
 * challenges as a cloud's vTPM does, and its parts can be had one by one to lie with.
 */
public final class SoftTpm {

  /** Purpose under which its root is to be trusted, in a lab only. */
  public static final String PURPOSE = "tpm-vendor";

  private static final Set<HashAlgorithm> BANKS = Set.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  private static final Duration LIFE = Duration.ofDays(365);
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  /** restricted, sign, fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth. */
  static final long AK_ATTRIBUTES = 0x00050072L;

  private final LabIdentity root;
  private final LabIdentity issuer;
  private final LabIdentity ak;
  private final MeasuredBoot boot;
  private final ImaList ima;

  private SoftTpm(
      LabIdentity root, LabIdentity issuer, LabIdentity ak, MeasuredBoot boot, ImaList ima) {
    this.root = root;
    this.issuer = issuer;
    this.ak = ak;
    this.boot = boot;
    this.ima = ima;
  }

  /** A machine after a typical boot with this command line, and a few files run. */
  public static SoftTpm boot(
      LabPki pki, String name, LabKeyType key, Instant around, String commandLine) {
    return of(pki, name, key, around, LinuxBoot.typical(BANKS, commandLine)).used();
  }

  /** A machine after a typical boot, whose key somebody else certified. */
  static SoftTpm withKey(LabIdentity root, LabIdentity issuer, LabIdentity ak, String line) {
    MeasuredBoot boot = LinuxBoot.typical(BANKS, line);
    return new SoftTpm(root, issuer, ak, boot, ImaList.begin(boot.pcrs())).used();
  }

  /** A few files run. */
  private SoftTpm used() {
    for (String file : List.of("/usr/lib/systemd/systemd", "/usr/bin/bash", "/usr/sbin/sshd")) {
      ima.measure(file, HashAlgorithm.SHA256.digest(Bytes.utf8(file)));
    }
    ima.violation("/var/log/wtmp");
    return this;
  }

  /** A machine after this boot, its IMA list just begun. */
  static SoftTpm of(LabPki pki, String name, LabKeyType key, Instant around, MeasuredBoot boot) {
    LabIdentity root = pki.root("O=Attestry LAB,CN=LAB TPM Root", LabKeyType.P384);
    String ca = "O=Attestry LAB,CN=LAB AK CA";
    LabIdentity issuer =
        LabCertificate.of(ca, pki.key(ca, LabKeyType.P384))
            .valid(around.minus(LIFE), around.plus(LIFE))
            .authority(4)
            .listedAt("http://lab.example/root.crl")
            .under(root);
    String subject = "O=Attestry LAB,CN=AK of " + name;
    LabIdentity ak =
        LabCertificate.of(subject, pki.key(subject, key))
            .valid(around.minus(LIFE), around.plus(LIFE))
            .usage(KeyUsage.digitalSignature)
            .listedAt("http://lab.example/ak-ca.crl")
            .under(issuer);
    return new SoftTpm(root, issuer, ak, boot, ImaList.begin(boot.pcrs()));
  }

  /** The same machine with another certificate for its key. */
  SoftTpm certifiedBy(UnaryOperator<LabCertificate> as) {
    String subject = ak.x509().getSubjectX500Principal().getName();
    LabIdentity other = as.apply(LabCertificate.of(subject, ak.keys())).under(issuer);
    return new SoftTpm(root, issuer, other, boot, ima);
  }

  /** The revocation lists of both CAs, good for a day around this hour: they name nobody. */
  public Collateral collateral(Instant at) {
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    Instant from = hour.minus(HALF_A_DAY);
    Instant until = hour.plus(HALF_A_DAY);
    return new Collateral(
        List.of(list(issuer, from, until, Map.of()), list(root, from, until, Map.of())));
  }

  /** A list of a CA: from when to when it is good, and which serial numbers are on it. */
  static Collateral.Item list(
      LabIdentity issuer, Instant from, Instant until, Map<BigInteger, Instant> revoked) {
    return issuer.list("ak_crl", from, until, revoked);
  }

  /** The anchor that trusts this TPM's maker. */
  public TrustAnchor anchor() {
    return root.anchor(PURPOSE);
  }

  /** Answers a challenge: a SHA-256 quote over all registers, with everything that it covers. */
  public Evidence evidence(Bytes nonce) {
    return evidence(quote(nonce, everything()), everything());
  }

  /** A quote as these fields say, signed, with the values of these registers beside it. */
  Evidence evidence(AttestFields fields, Map<HashAlgorithm, List<Integer>> values) {
    Bytes attest = fields.encode();
    Map<String, Bytes> parts = new LinkedHashMap<>();
    parts.put("attest", attest);
    parts.put("signature", signature(attest));
    parts.put("ak_chain", chain());
    parts.put("ak_tpm_public", tpmPublic(AK_ATTRIBUTES));
    parts.put("pcrs", boot.pcrs().json(values));
    parts.put("eventlog", boot.log());
    parts.put("ima_log", ima.binary());
    return Evidence.of(new TpmScheme().mediaType(), parts);
  }

  /** The same without its key, for evidence that shows by other means whose it is. */
  Map<String, Bytes> keylessParts(Bytes nonce) {
    Map<String, Bytes> parts = new LinkedHashMap<>(evidence(nonce).parts());
    parts.keySet().retainAll(Set.of("attest", "signature", "pcrs", "eventlog", "ima_log"));
    return parts;
  }

  AttestFields quote(Bytes nonce, Map<HashAlgorithm, List<Integer>> selected) {
    Bytes name =
        Bytes.concat(Bytes.of(0, 0x0b), HashAlgorithm.SHA256.digest(tpmPublic(AK_ATTRIBUTES)));
    Bytes signer =
        Bytes.concat(
            Bytes.of(0, 0x0b),
            HashAlgorithm.SHA256.digest(Bytes.of(0x40, 0, 0, 0x0b), name)); // TPM_RH_ENDORSEMENT
    AttestFields.Clock clock = new AttestFields.Clock(86_400_000L, 7, 0, 1, 0x0001000200030004L);
    return new AttestFields(
        AttestFields.MAGIC,
        AttestFields.QUOTE,
        signer,
        nonce,
        clock,
        AttestFields.quoteInfo(boot.pcrs(), selected));
  }

  static Map<HashAlgorithm, List<Integer>> everything() {
    return Map.of(HashAlgorithm.SHA256, IntStream.range(0, 24).boxed().toList());
  }

  /** TPMT_SIGNATURE of the AK. */
  Bytes signature(Bytes message) {
    return new TpmKey(ak).signature(message);
  }

  /** TPMT_PUBLIC of the AK, with attributes of the caller's choice. */
  Bytes tpmPublic(long attributes) {
    return new TpmKey(ak).tpmPublic(attributes);
  }

  /** The AK's certificates, leaf first. */
  Bytes chain() {
    return LabPem.of(ak, issuer, root);
  }

  /** The CA that certified its key. */
  LabIdentity issuer() {
    return issuer;
  }

  LabIdentity root() {
    return root;
  }

  LabIdentity ak() {
    return ak;
  }

  MeasuredBoot boot() {
    return boot;
  }

  ImaList ima() {
    return ima;
  }
}
