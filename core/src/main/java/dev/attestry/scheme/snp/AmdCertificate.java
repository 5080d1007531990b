package dev.attestry.scheme.snp;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A VCEK or VLEK certificate with AMD's extensions (AMD 57230, table of custom extensions), exact
 * values, never prefixes.
 *
 * @param levels security patch levels that the key was derived for
 * @param hardwareId on VCEKs
 * @param cspId on VLEKs: whom AMD leased the key to
 */
record AmdCertificate(
    X509Certificate certificate,
    String productName,
    Map<TcbField, Integer> levels,
    Optional<Bytes> hardwareId,
    Optional<String> cspId) {

  /** AMD's arc for these extensions. */
  static final String ARC = "1.3.6.1.4.1.3704.1";

  private static final String STRUCTURE = "AMD certificate extensions";

  AmdCertificate {
    levels = Collections.unmodifiableMap(new EnumMap<>(levels));
  }

  static AmdCertificate parse(X509Certificate c) throws MalformedInput {
    Map<TcbField, Integer> levels = new EnumMap<>(TcbField.class);
    for (TcbField field : TcbField.values()) {
      Optional<Bytes> value = extension(c, field.oid());
      if (value.isPresent()) {
        levels.put(field, level(field, value.get()));
      }
    }
    Optional<Bytes> csp = extension(c, ARC + ".5");
    return new AmdCertificate(
        c,
        ia5(
            "productName",
            extension(c, ARC + ".2")
                .orElseThrow(() -> new MalformedInput(STRUCTURE, -1, "no productName"))),
        levels,
        extension(c, ARC + ".4"), // bare bytes, not wrapped in an OCTET STRING of its own
        csp.isPresent() ? Optional.of(ia5("CSP_ID", csp.get())) : Optional.empty());
  }

  Optional<Product> product() {
    return Product.ofName(productName);
  }

  private static Optional<Bytes> extension(X509Certificate c, String oid) throws MalformedInput {
    byte @Nullable [] value = c.getExtensionValue(oid);
    return value == null
        ? Optional.empty()
        : Optional.of(DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING));
  }

  /** INTEGER 0 to 255: from 0x80 on it takes two content bytes. */
  private static int level(TcbField field, Bytes value) throws MalformedInput {
    DerReader in = DerReader.of(STRUCTURE, value);
    long level = in.unsigned();
    in.expectEnd();
    if (level > 255) {
      throw new MalformedInput(STRUCTURE, -1, field.label() + " SPL of more than one byte");
    }
    return (int) level;
  }

  private static String ia5(String field, Bytes value) throws MalformedInput {
    DerReader in = DerReader.of(STRUCTURE, value);
    String text = in.content(DerReader.IA5_STRING).utf8();
    in.expectEnd();
    if (!text.matches("[ -~]{1,64}")) {
      throw new MalformedInput(STRUCTURE, -1, field + " is not 1 to 64 printable characters");
    }
    return text;
  }
}
