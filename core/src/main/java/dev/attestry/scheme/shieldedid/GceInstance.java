package dev.attestry.scheme.shieldedid;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The instance that a certificate of Google's EK/AK CA names. Numbers have 64 bits: texts.
 *
 * @param production whether the certificate says that Google's production made it; without that
 *     word its name counts for nothing
 */
record GceInstance(
    String zone,
    String projectNumber,
    String projectId,
    String instanceId,
    String instanceName,
    boolean production) {

  private static final String EXTENSION = "1.3.6.1.4.1.11129.2.1.21";
  private static final String STRUCTURE = "GCE instance extension";

  /** Tags of the security properties, and of their version and production flag, in this order. */
  private static final int PROPERTIES = 0xa0;

  private static final int VERSION = 0xa0;
  private static final int PRODUCTION = 0xa1;
  private static final Bytes TRUE = Bytes.of(0xff);

  /** Empty for the certificates of older vTPMs, which have no such extension. */
  static Optional<GceInstance> of(X509Certificate c) throws MalformedInput {
    byte[] value = c.getExtensionValue(EXTENSION);
    if (value == null) {
      return Optional.empty();
    }
    Bytes der = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    DerReader in = DerReader.of(STRUCTURE, der).enter(DerReader.SEQUENCE);
    return Optional.of(
        new GceInstance(text(in), number(in), text(in), number(in), text(in), production(in)));
  }

  /** All of it is optional, and what is left out is false. */
  private static boolean production(DerReader in) throws MalformedInput {
    if (!next(in, PROPERTIES)) {
      return false;
    }
    DerReader properties = in.enter(PROPERTIES).enter(DerReader.SEQUENCE);
    if (next(properties, VERSION)) {
      properties.skip();
    }
    return next(properties, PRODUCTION)
        && properties.enter(PRODUCTION).content(DerReader.BOOLEAN).equals(TRUE);
  }

  private static boolean next(DerReader in, int tag) throws MalformedInput {
    return !in.atEnd() && in.peekTag() == tag;
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
