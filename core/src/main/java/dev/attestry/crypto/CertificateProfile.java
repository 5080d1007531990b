package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The form that RFC 5280 section 4.1 asks of a certificate where the JDK's reader is lenient: it
 * takes PEM and BER for DER, and times with an offset.
 */
final class CertificateProfile {

  private static final int VERSION = 0xa0;
  private static final int UTC_TIME = 0x17;
  private static final Pattern UTC = Pattern.compile("[0-9]{12}Z");
  private static final Pattern GENERALIZED = Pattern.compile("[0-9]{14}Z");

  private CertificateProfile() {}

  static void check(String structure, Bytes der) throws MalformedInput {
    DerReader whole = DerReader.of(structure, der);
    DerReader certificate = whole.enter(DerReader.SEQUENCE);
    whole.expectEnd();
    DerReader tbs = certificate.enter(DerReader.SEQUENCE);
    Bytes outer = certificate.content(DerReader.SEQUENCE);
    signature(structure, certificate);
    if (tbs.peekTag() == VERSION) {
      tbs.skip();
    }
    serialNumber(structure, tbs.content(DerReader.INTEGER));
    // Section 4.1.1.2: this field MUST contain the same identifier as the signed one.
    if (!tbs.content(DerReader.SEQUENCE).equals(outer)) {
      throw new MalformedInput(structure, -1, "the two signature algorithm fields differ");
    }
    tbs.skip(); // issuer
    DerReader validity = tbs.enter(DerReader.SEQUENCE);
    time(structure, validity);
    time(structure, validity);
    validity.expectEnd();
  }

  /**
   * Signatures are whole bytes. The JDK leaves out what is counted off at the end: the same
   * certificate or list would have other bytes, which nobody signed.
   */
  static void signature(String structure, DerReader signed) throws MalformedInput {
    Bytes bits = signed.content(DerReader.BIT_STRING);
    if (bits.isEmpty() || bits.u8(0) != 0) {
      throw new MalformedInput(structure, -1, "a signature of whole bytes expected");
    }
  }

  /** Section 4.1.2.2. Zero is let pass: AMD's VCEKs carry it. */
  private static void serialNumber(String structure, Bytes serial) throws MalformedInput {
    if (serial.isEmpty()
        || (serial.u8(0) & 0x80) != 0
        || serial.length() > (serial.u8(0) == 0 ? 21 : 20)) {
      throw new MalformedInput(structure, -1, "serial number is negative or longer than 20 octets");
    }
  }

  /** Section 4.1.2.5: seconds are there, the zone is Z, fractions are not. */
  private static void time(String structure, DerReader validity) throws MalformedInput {
    int tag = validity.peekTag();
    String text = new String(validity.content(tag).toArray(), StandardCharsets.ISO_8859_1);
    if (!(tag == UTC_TIME ? UTC : GENERALIZED).matcher(text).matches()) {
      throw new MalformedInput(structure, -1, "validity is not in UTC to the second");
    }
  }
}
