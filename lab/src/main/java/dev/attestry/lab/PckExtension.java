package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/** Intel's extension of PCK certificates: which machine it is, and its TCB. */
final class PckExtension {

  private static final String ARC = "1.2.840.113741.1.13.1";

  static final ASN1ObjectIdentifier ID = new ASN1ObjectIdentifier(ARC);

  private PckExtension() {}

  /**
   * @param svn of all 16 components
   */
  static DERSequence of(Bytes fmspc, int svn, int pceSvn) {
    DERSequence[] tcb = new DERSequence[18];
    for (int i = 0; i < 16; i++) {
      tcb[i] = element(".2." + (i + 1), new ASN1Integer(svn));
    }
    tcb[16] = element(".2.17", new ASN1Integer(pceSvn));
    byte[] cpuSvn = new byte[16];
    Arrays.fill(cpuSvn, (byte) svn);
    tcb[17] = element(".2.18", new DEROctetString(cpuSvn));
    return new DERSequence(
        new ASN1Encodable[] {
          element(".1", new DEROctetString(new byte[16])),
          element(".2", new DERSequence(tcb)),
          element(".3", new DEROctetString(new byte[2])),
          element(".4", new DEROctetString(fmspc.toArray())),
          element(".5", new ASN1Enumerated(1)),
        });
  }

  private static DERSequence element(String arc, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {new ASN1ObjectIdentifier(ARC + arc), value});
  }
}
