package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a certificate says that its issuer and its revocation list are published. */
final class CertificateLinks {

  private static final String STRUCTURE = "links of a certificate";

  /** RFC 5280 sections 4.2.1.13 and 4.2.2.1. */
  private static final String LISTS = "2.5.29.31";

  private static final String ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final String ISSUERS = "1.3.6.1.5.5.7.48.2";

  /** GeneralName, uniformResourceIdentifier. */
  private static final int URI = 0x86;

  private static final int EXPLICIT_0 = 0xa0;
  private static final int MOST = 8;

  private static final Pattern LINK =
      Pattern.compile("https?://[a-z0-9.-]{1,253}/[A-Za-z0-9._~%/+-]{0,500}");

  private CertificateLinks() {}

  static List<String> lists(X509Certificate c) throws MalformedInput {
    List<String> found = new ArrayList<>();
    byte[] value = c.getExtensionValue(LISTS);
    if (value != null) {
      DerReader points = inside(value);
      while (!points.atEnd()) {
        DerReader point = points.enter(DerReader.SEQUENCE);
        while (!point.atEnd()) {
          if (point.peekTag() == EXPLICIT_0) {
            names(point.enter(EXPLICIT_0), found);
          } else {
            point.skip();
          }
        }
      }
    }
    return found;
  }

  /** DistributionPointName: a full name, or a relative one, which nobody uses. */
  private static void names(DerReader name, List<String> found) throws MalformedInput {
    if (name.peekTag() == EXPLICIT_0) {
      DerReader all = name.enter(EXPLICIT_0);
      while (!all.atEnd()) {
        link(all, found);
      }
    }
  }

  static List<String> issuers(X509Certificate c) throws MalformedInput {
    List<String> found = new ArrayList<>();
    byte[] value = c.getExtensionValue(ACCESS);
    if (value != null) {
      DerReader descriptions = inside(value);
      while (!descriptions.atEnd()) {
        DerReader d = descriptions.enter(DerReader.SEQUENCE);
        if (d.oid().equals(ISSUERS)) {
          link(d, found);
        }
      }
    }
    return found;
  }

  private static DerReader inside(byte[] value) throws MalformedInput {
    Bytes der = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    return DerReader.of(STRUCTURE, der).enter(DerReader.SEQUENCE);
  }

  private static void link(DerReader in, List<String> found) throws MalformedInput {
    if (in.peekTag() != URI) {
      in.skip();
      return;
    }
    String link = in.content(URI).latin1();
    if (LINK.matcher(link).matches() && found.size() < MOST) {
      found.add(link);
    }
  }
}
