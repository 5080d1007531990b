package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A lab machine with SGX and TDX: its PCK, its quoting enclave, and what Intel would say of it. */
public final class DcapPlatform {

  /** FMSPC of every lab machine. */
  public static final Bytes FMSPC = Bytes.ofHex("00906a00ffff");

  /** SVN of all 16 components of a lab machine, and its PCESVN. */
  public static final int SVN = 4;

  static final int PCE_SVN = 13;
  static final Bytes QE_SIGNER = Bytes.ofHex("1a".repeat(32));

  private final DcapPki pki;
  private final LabIdentity pck;
  private final KeyPair attestationKey;

  private DcapPlatform(DcapPki pki, LabIdentity pck, KeyPair attestationKey) {
    this.pki = pki;
    this.pck = pck;
    this.attestationKey = attestationKey;
  }

  /** A machine of this name. */
  public static DcapPlatform of(LabPki lab, DcapPki pki, String name) {
    return new DcapPlatform(
        pki, pki.pck(name, FMSPC, SVN, PCE_SVN), lab.key("attestation " + name, LabKeyType.P256));
  }

  public DcapPki pki() {
    return pki;
  }

  public LabIdentity pck() {
    return pck;
  }

  /** What Intel's PCS would answer for it now, fresh for a day around the hour. */
  public DcapAnswers answers(String tee, Instant at) {
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    return DcapAnswers.upToDate(
        pki, tee, hour.minus(Duration.ofHours(12)), hour.plus(Duration.ofHours(12)));
  }

  /** A quoting enclave's report: product 1 for SGX, 2 for TDX. */
  Bytes qeReport(boolean tdx) {
    byte[] qe = new byte[384];
    Bytes.of(0x11).copyTo(qe, 48); // ATTRIBUTES: initialised, provision key
    QE_SIGNER.copyTo(qe, 128);
    Bytes.of(tdx ? 2 : 1, 0, 8, 0).copyTo(qe, 256); // ISVPRODID, ISVSVN
    return Bytes.of(qe);
  }

  KeyPair attestationKey() {
    return attestationKey;
  }

  /** x and y. */
  Bytes attestationPublicKey() {
    ECPublicKey key = (ECPublicKey) attestationKey.getPublic();
    return Bytes.concat(
        LabInteger.fixed(key.getW().getAffineX(), 32),
        LabInteger.fixed(key.getW().getAffineY(), 32));
  }

  /** Leaf, CA, root as PEM, as certification data of type 5 holds it. */
  Bytes pckChain() {
    return LabPem.of(pck, pki.platformCa(), pki.root());
  }

  /** Who signs the list that PCK certificates are on, and the root, in PEM. */
  public Bytes platformCaChain() {
    return LabPem.of(pki.platformCa(), pki.root());
  }
}
