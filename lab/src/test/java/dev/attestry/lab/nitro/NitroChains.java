package dev.attestry.lab.nitro;

import dev.attestry.codec.Bytes;
import dev.attestry.lab.LabCbor;
import dev.attestry.lab.LabCertificate;
import dev.attestry.lab.LabIdentity;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Short chains below the lab's root, to be bent one way each. */
final class NitroChains {

  static final LabPki KEYS = LabPki.named("bent chains");

  /** A right CA below the root. */
  static final LabIdentity ISSUER = ca("issuer").authority(0).under(NitroLab.PKI.root());

  private NitroChains() {}

  /** A CA to be, without constraints yet. */
  static LabCertificate ca(String name) {
    return LabCertificate.of("O=Lab,CN=" + name, KEYS.key(name, LabKeyType.P384))
        .valid(NitroLab.NOW.minus(Duration.ofDays(1)), NitroLab.NOW.plus(Duration.ofDays(1)));
  }

  /** A right leaf to be signed. */
  static LabCertificate leaf(String name, LabKeyType type) {
    return LabCertificate.of("O=Lab,CN=" + name, KEYS.key(name, type))
        .valid(NitroLab.NOW.minus(Duration.ofHours(1)), NitroLab.NOW.plus(Duration.ofHours(2)))
        .usage(KeyUsage.digitalSignature);
  }

  static LabCertificate leaf(String name) {
    return leaf(name, LabKeyType.P384);
  }

  /** A document with this chain, leaf first, signed by the leaf's key. */
  static Bytes document(LabIdentity leaf, LabIdentity... above) {
    List<Bytes> bundle = new ArrayList<>();
    for (LabIdentity c : above) {
      bundle.add(LabCbor.bytes(c.certificate()));
    }
    Collections.reverse(bundle);
    return NitroLab.document()
        .field("certificate", LabCbor.bytes(leaf.certificate()))
        .field("cabundle", LabCbor.array(bundle))
        .signedBy(leaf);
  }
}
