package dev.attestry.scheme.shieldedid;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The instance that a certificate of Google's EK/AK CA names. Numbers have 64 bits: texts. */
record GceInstance(
    String zone, String projectNumber, String projectId, String instanceId, String instanceName) {

  private static final String EXTENSION = "1.3.6.1.4.1.11129.2.1.21";
  private static final String STRUCTURE = "GCE instance extension";

  /** Empty for the certificates of older vTPMs, which have no such extension. */
  static Optional<GceInstance> of(X509Certificate c) throws MalformedInput {
    byte[] value = c.getExtensionValue(EXTENSION);
    if (value == null) {
      return Optional.empty();
    }
    Bytes der = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    DerReader in = DerReader.of(STRUCTURE, der).enter(DerReader.SEQUENCE);
    return Optional.of(new GceInstance(text(in), number(in), text(in), number(in), text(in)));
    // What follows, the security properties, is tagged and optional.
  }

  private static String text(DerReader in) throws MalformedInput {
    return in.content(DerReader.UTF8_STRING).utf8();
  }

  private static String number(DerReader in) throws MalformedInput {
    Bytes n = in.content(DerReader.INTEGER);
    if (n.isEmpty() || n.length() > 9) {
      throw new MalformedInput(STRUCTURE, -1, "a number of at most 64 bits expected");
    }
    return new BigInteger(n.toArray()).toString();
  }
}
