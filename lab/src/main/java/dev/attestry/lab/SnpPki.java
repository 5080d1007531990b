package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.trust.TrustAnchor;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A stand-in for AMD's hierarchy: ARK, ASK and ASVK (RSA-4096, RSASSA-PSS) that issue VCEKs and
 * VLEKs with AMD's extensions (57230). Its ARK is pinned nowhere but where a test says so.
 */
public final class SnpPki {

  private static final String ARC = "1.3.6.1.4.1.3704.1.";

  private final SnpProduct product;
  private final Keys keys;
  private final Instant from;
  private final LabMemory memory;
  private final X509CertificateHolder ark;
  private final X509CertificateHolder ask;
  private final Map<ListKey, Bytes> lists = new ConcurrentHashMap<>();
  private Optional<X509CertificateHolder> asvk = Optional.empty();

  private record ListKey(Instant thisUpdate, Instant nextUpdate, List<Bytes> revoked) {}

  /** The three RSA keys; making them takes seconds, so products may share them. */
  public record Keys(KeyPair ark, KeyPair ask, KeyPair asvk) {

    /** The keys of a lab: the same for the same seed. */
    public static Keys of(LabPki lab) {
      return new Keys(
          lab.key("SNP ARK", LabKeyType.RSA4096),
          lab.key("SNP ASK", LabKeyType.RSA4096),
          lab.key("SNP ASVK", LabKeyType.RSA4096));
    }
  }

  /** What a VCEK or VLEK certifies. */
  record Leaf(
      PublicKey key, String productName, SnpTcb tcb, Optional<Bytes> hwId, Optional<String> csp) {}

  private SnpPki(SnpProduct product, Keys keys, Instant from, LabMemory memory) {
    this.product = product;
    this.memory = memory;
    this.keys = keys;
    this.from = from;
    this.ark = authority("ARK-" + product.label(), keys.ark(), 0x10000, 1);
    this.ask = authority("SEV-" + product.label(), keys.ask(), 0x10001, 0);
  }

  /**
   * @param from when the VCEKs and VLEKs that it issues begin to be valid
   */
  public static SnpPki of(SnpProduct product, Keys keys, Instant from) {
    return of(product, keys, from, LabMemory.NONE);
  }

  /** As above, of a lab that remembers what it signed. */
  static SnpPki of(SnpProduct product, Keys keys, Instant from, LabMemory memory) {
    return new SnpPki(product, keys, from, memory);
  }

  public SnpProduct product() {
    return product;
  }

  /** The ARK, DER. */
  public Bytes ark() {
    return der(ark);
  }

  /** The ASK, which issues VCEKs, DER. */
  public Bytes ask() {
    return der(ask);
  }

  /** The ASVK, which issues VLEKs, DER. */
  public Bytes asvk() {
    return der(vlekIssuer());
  }

  /** Made when it is first asked for: most labs have no VLEK, and RSA-4096 is slow. */
  private synchronized X509CertificateHolder vlekIssuer() {
    if (asvk.isEmpty()) {
      asvk = Optional.of(authority("SEV-VLEK-" + product.label(), keys.asvk(), 0x10002, 0));
    }
    return asvk.get();
  }

  /** What a relying party must trust for this hierarchy to count. */
  public TrustAnchor anchor() {
    return new TrustAnchor.PinnedCertificate(
        product.anchorPurpose(),
        "lab ARK-" + product.label(),
        HashAlgorithm.SHA256.digest(ark()),
        "lab");
  }

  /** The ARK's CRL, naming these certificates of the hierarchy; signed once. */
  public Bytes crl(Instant thisUpdate, Instant nextUpdate, Bytes... revoked) {
    return lists.computeIfAbsent(
        new ListKey(thisUpdate, nextUpdate, List.of(revoked)),
        k -> signedList(thisUpdate, nextUpdate, revoked));
  }

  private Bytes signedList(Instant thisUpdate, Instant nextUpdate, Bytes... revoked) {
    X509v2CRLBuilder b = begunList(thisUpdate, nextUpdate);
    try {
      for (Bytes c : revoked) {
        BigInteger serial = new X509CertificateHolder(c.toArray()).getSerialNumber();
        b.addCRLEntry(serial, Date.from(thisUpdate), CRLReason.keyCompromise);
      }
      b.addExtension(Extension.cRLNumber, false, new ASN1Integer(3));
    } catch (IOException e) {
      throw new IllegalStateException("the lab's CRL cannot be made", e);
    }
    return signed(b);
  }

  /** A list of the ARK in the making, for tests of what AMD would not write into one. */
  X509v2CRLBuilder begunList(Instant thisUpdate, Instant nextUpdate) {
    X509v2CRLBuilder b = new X509v2CRLBuilder(ark.getSubject(), Date.from(thisUpdate));
    return b.setNextUpdate(Date.from(nextUpdate));
  }

  /** A list of the ARK, signed. */
  Bytes signed(X509v2CRLBuilder b) {
    try {
      return Bytes.of(
          b.build(new LabPss(keys.ark(), memory, "list of ARK-" + product.label())).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("the lab's CRL cannot be made", e);
    }
  }

  /** A VCEK for a chip: seven years, serial number 0, as AMD issues them. */
  Bytes vcek(Leaf leaf) {
    return leaf(leaf, "SEV-VCEK", ask, keys.ask(), Duration.ofDays(7 * 365));
  }

  /** A VLEK for a provider: one year. */
  Bytes vlek(Leaf leaf) {
    return leaf(leaf, "SEV-VLEK", vlekIssuer(), keys.asvk(), Duration.ofDays(365));
  }

  private Bytes leaf(
      Leaf leaf, String name, X509CertificateHolder issuer, KeyPair signer, Duration valid) {
    X509v3CertificateBuilder b =
        new JcaX509v3CertificateBuilder(
            issuer.getSubject(),
            BigInteger.ZERO,
            Date.from(from),
            Date.from(from.plus(valid)),
            name(name),
            leaf.key());
    try {
      add(b, "1", new ASN1Integer(product == SnpProduct.TURIN ? 1 : 0).getEncoded());
      add(b, "2", new DERIA5String(leaf.productName()).getEncoded());
      level(b, "3.1", leaf.tcb().bootloader());
      level(b, "3.2", leaf.tcb().tee());
      level(b, "3.3", leaf.tcb().snp());
      level(b, "3.8", leaf.tcb().microcode());
      if (product == SnpProduct.TURIN) {
        level(b, "3.9", leaf.tcb().fmc());
      }
      if (leaf.hwId().isPresent()) {
        add(b, "4", leaf.hwId().get().toArray()); // bare, not an OCTET STRING of its own
      }
      if (leaf.csp().isPresent()) {
        add(b, "5", new DERIA5String(leaf.csp().get()).getEncoded());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the lab's certificate cannot be made", e);
    }
    Bytes key = HashAlgorithm.SHA256.digest(Bytes.of(leaf.key().getEncoded()));
    return der(sign(b, signer, name + " of " + key.hex()));
  }

  private static void level(X509v3CertificateBuilder b, String arc, int n) throws IOException {
    add(b, arc, new ASN1Integer(n).getEncoded());
  }

  private static void add(X509v3CertificateBuilder b, String arc, byte[] value) throws IOException {
    b.addExtension(new ASN1ObjectIdentifier(ARC + arc), false, value);
  }

  private X509CertificateHolder authority(String name, KeyPair key, int serial, int pathLength) {
    X509v3CertificateBuilder b =
        new JcaX509v3CertificateBuilder(
            name("ARK-" + product.label()),
            BigInteger.valueOf(serial),
            Date.from(LabPki.FROM),
            Date.from(LabPki.UNTIL),
            name(name),
            key.getPublic());
    try {
      b.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
      b.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (IOException e) {
      throw new IllegalStateException("the lab's certificate cannot be made", e);
    }
    return sign(b, keys.ark(), name);
  }

  private X509CertificateHolder sign(X509v3CertificateBuilder b, KeyPair signer, String subject) {
    return b.build(new LabPss(signer, memory, "certificate of " + subject));
  }

  private static X500Name name(String commonName) {
    return new X500Name("OU=Lab,C=ZZ,O=Attestry lab,CN=" + commonName);
  }

  private static Bytes der(X509CertificateHolder c) {
    try {
      return Bytes.of(c.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a built certificate has its encoding", e);
    }
  }
}
