package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest on a lab platform: answers 64 bytes of report data with an attestation report true to the
 * wire format (AMD 56860), signed by a VCEK or VLEK of a lab hierarchy.
 */
public final class SnpGuest {

  private static final int SIGNED = 0x2a0;

  private final SnpPki pki;
  private final KeyPair key;
  private final String role;
  private final Bytes leaf;
  private final byte[] template;

  private SnpGuest(SnpPki pki, KeyPair key, String role, Bytes leaf, byte[] template) {
    this.pki = pki;
    this.key = key;
    this.role = role;
    this.leaf = leaf;
    this.template = template;
  }

  /** A guest whose reports have this version and are signed by the VCEK of a new chip. */
  public static SnpGuest launch(SnpPki pki, int version, SecureRandom random) {
    Bytes hwId = LabRandom.bytes(random, pki.product().hardwareIdLength());
    KeyPair key = p384(random);
    Bytes vcek =
        pki.vcek(
            new SnpPki.Leaf(
                key.getPublic(),
                pki.product().vcekName(),
                SnpTcb.CURRENT,
                Optional.of(hwId),
                Optional.empty()));
    byte[] template = SnpTemplate.of(pki.product(), version, random);
    hwId.copyTo(template, 0x1a0);
    return new SnpGuest(pki, key, "vcek", vcek, template);
  }

  /** A guest whose reports are signed by a VLEK and name no chip. */
  public static SnpGuest launchUnderVlek(SnpPki pki, int version, SecureRandom random) {
    KeyPair key = p384(random);
    Bytes vlek =
        pki.vlek(
            new SnpPki.Leaf(
                key.getPublic(),
                pki.product().label(),
                SnpTcb.CURRENT,
                Optional.empty(),
                Optional.of("CN=lab.example")));
    byte[] template = SnpTemplate.of(pki.product(), version, random);
    template[0x048] = 1 << 2; // SIGNING_KEY: VLEK
    return new SnpGuest(pki, key, "vlek", vlek, template);
  }

  /** The same guest on firmware that writes other bytes at an offset of the report. */
  public SnpGuest writing(int offset, Bytes value) {
    byte[] t = template.clone();
    value.copyTo(t, offset);
    return new SnpGuest(pki, key, role, leaf, t);
  }

  /** The same guest and key, presenting another certificate for it, made from this one's facts. */
  public SnpGuest certifiedFor(String productName, SnpTcb tcb, Optional<Bytes> hwId) {
    SnpPki.Leaf facts =
        new SnpPki.Leaf(
            key.getPublic(),
            productName,
            tcb,
            hwId,
            role.equals("vlek") ? Optional.of("CN=lab.example") : Optional.empty());
    Bytes other = role.equals("vlek") ? pki.vlek(facts) : pki.vcek(facts);
    return new SnpGuest(pki, key, role, other, template);
  }

  /** HWID of the chip, as the VCEK names it. */
  public Bytes hardwareId() {
    return Bytes.of(template, 0x1a0, pki.product().hardwareIdLength());
  }

  /** A signed report over 64 bytes of report data. */
  public Bytes report(Bytes reportData) {
    if (reportData.length() != 64) {
      throw new IllegalArgumentException("report data has 64 bytes");
    }
    byte[] report = template.clone();
    reportData.copyTo(report, 0x050);
    sign(report);
    return Bytes.of(report);
  }

  public Evidence evidence(Bytes reportData) {
    return Evidence.of(
        "application/vnd.attestry.sev-snp-report", Map.of("report", report(reportData)));
  }

  /** VCEK or VLEK, its issuer, ARK, and a CRL that is fresh for a day around this time. */
  public Collateral collateral(Instant at) {
    // One list an hour serves all guests: its signature is the slowest thing in a sweep.
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    Bytes crl = pki.crl(hour.minus(Duration.ofHours(12)), hour.plus(Duration.ofHours(12)));
    return new Collateral(
        List.of(
            item(role, leaf),
            item("ask", role.equals("vlek") ? pki.asvk() : pki.ask()),
            item("ark", pki.ark()),
            item("crl", crl)));
  }

  /** What a relying party must trust for its reports to count. */
  public TrustAnchor anchor() {
    return pki.anchor();
  }

  private static Collateral.Item item(String role, Bytes bytes) {
    return new Collateral.Item(role, bytes, "lab");
  }

  /** R and S little-endian in 72 bytes each. */
  private void sign(byte[] report) {
    try {
      Signature s = Signature.getInstance("SHA384withECDSA");
      // Random bytes that follow from key and message: the same report comes back.
      Bytes secret = Bytes.of(key.getPrivate().getEncoded());
      Bytes seed = Bytes.concat(secret, Bytes.of(report, 0, SIGNED));
      s.initSign(key.getPrivate(), LabRandom.of(seed, "ECDSA"));
      s.update(report, 0, SIGNED);
      EcdsaPair pair = EcdsaPair.of(Bytes.of(s.sign()));
      littleEndian(LabInteger.shortest(pair.r()), report, SIGNED);
      littleEndian(LabInteger.shortest(pair.s()), report, SIGNED + 72);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK signs with P-384", e);
    }
  }

  private static void littleEndian(Bytes bigEndian, byte[] report, int offset) {
    for (int i = 0; i < bigEndian.length(); i++) {
      report[offset + i] = (byte) bigEndian.u8(bigEndian.length() - 1 - i);
    }
  }

  private static KeyPair p384(SecureRandom random) {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
      g.initialize(new ECGenParameterSpec("secp384r1"), random);
      return g.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes P-384 keys", e);
    }
  }
}
