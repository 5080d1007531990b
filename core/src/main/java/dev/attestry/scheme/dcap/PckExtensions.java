package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SGX extension of a PCK certificate (Intel SGX PCK Certificate and CRL Profile, section
 * 1.3.5).
 *
 * @param components the 16 component SVNs
 * @param sgxType 0 standard, 1 scalable, 2 scalable with integrity
 */
record PckExtensions(
    Bytes components,
    int pceSvn,
    Bytes cpuSvn,
    Bytes pceId,
    Bytes fmspc,
    int sgxType,
    Optional<Bytes> platformInstanceId,
    Map<String, Boolean> configuration) {

  private static final String STRUCTURE = "PCK SGX extension";
  private static final String ARC = "1.2.840.113741.1.13.1";
  private static final int COMPONENTS = 16;

  PckExtensions {
    configuration = Map.copyOf(configuration);
  }

  static PckExtensions parse(X509Certificate c) throws MalformedInput {
    byte @Nullable [] value = c.getExtensionValue(ARC);
    if (value == null) {
      throw new MalformedInput(STRUCTURE, -1, "the certificate has none");
    }
    Bytes content = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    DerReader whole = DerReader.of(STRUCTURE, content);
    Map<String, Element> found = elements(whole.enter(DerReader.SEQUENCE));
    whole.expectEnd();
    Map<String, Element> tcb = elements(get(found, ".2").reader(DerReader.SEQUENCE));
    byte[] components = new byte[COMPONENTS];
    for (int i = 0; i < COMPONENTS; i++) {
      components[i] = (byte) get(tcb, ".2." + (i + 1)).number(255);
    }
    Map<String, Boolean> configuration = new HashMap<>();
    if (found.containsKey(ARC + ".7")) {
      for (Map.Entry<String, Element> e :
          elements(get(found, ".7").reader(DerReader.SEQUENCE)).entrySet()) {
        configuration.put(e.getKey().substring(ARC.length()), e.getValue().flag());
      }
    }
    return new PckExtensions(
        Bytes.of(components),
        get(tcb, ".2.17").number(0xffff),
        get(tcb, ".2.18").octets(16),
        get(found, ".3").octets(2),
        get(found, ".4").octets(6),
        get(found, ".5").enumerated(),
        found.containsKey(ARC + ".6") ? Optional.of(get(found, ".6").octets(16)) : Optional.empty(),
        configuration);
  }

  Optional<Boolean> dynamicPlatform() {
    return Optional.ofNullable(configuration.get(".7.1"));
  }

  Optional<Boolean> cachedKeys() {
    return Optional.ofNullable(configuration.get(".7.2"));
  }

  Optional<Boolean> smtEnabled() {
    return Optional.ofNullable(configuration.get(".7.3"));
  }

  private static Element get(Map<String, Element> in, String arc) throws MalformedInput {
    Element e = in.get(ARC + arc);
    if (e == null) {
      throw new MalformedInput(STRUCTURE, -1, "no element " + ARC + arc);
    }
    return e;
  }

  /** SEQUENCE OF SEQUENCE {OID, value}. */
  private static Map<String, Element> elements(DerReader in) throws MalformedInput {
    Map<String, Element> out = new HashMap<>();
    while (!in.atEnd()) {
      DerReader pair = in.enter(DerReader.SEQUENCE);
      String oid = pair.oid();
      int tag = pair.peekTag();
      Element e = new Element(tag, pair.content(tag));
      pair.expectEnd();
      if (!oid.startsWith(ARC + ".") || out.put(oid, e) != null) {
        throw new MalformedInput(STRUCTURE, -1, "element " + oid + " is foreign or doubled");
      }
    }
    return out;
  }

  private record Element(int tag, Bytes content) {

    DerReader reader(int expected) throws MalformedInput {
      return DerReader.of(STRUCTURE, content(expected));
    }

    int number(int atMost) throws MalformedInput {
      Bytes b = content(DerReader.INTEGER);
      if (b.isEmpty() || b.length() > 3 || b.u8(0) >= 0x80) {
        throw new MalformedInput(STRUCTURE, -1, "an INTEGER from 0 to " + atMost + " expected");
      }
      int n = 0;
      for (int i = 0; i < b.length(); i++) {
        n = n << 8 | b.u8(i);
      }
      if (n > atMost) {
        throw new MalformedInput(STRUCTURE, -1, "an INTEGER from 0 to " + atMost + " expected");
      }
      return n;
    }

    int enumerated() throws MalformedInput {
      Bytes b = content(DerReader.ENUMERATED);
      if (b.length() != 1 || b.u8(0) > 2) {
        throw new MalformedInput(STRUCTURE, -1, "SGX type 0, 1 or 2 expected");
      }
      return b.u8(0);
    }

    Bytes octets(int length) throws MalformedInput {
      Bytes b = content(DerReader.OCTET_STRING);
      if (b.length() != length) {
        throw new MalformedInput(STRUCTURE, -1, length + " octets expected, " + b.length());
      }
      return b;
    }

    boolean flag() throws MalformedInput {
      Bytes b = content(DerReader.BOOLEAN);
      if (b.length() != 1) {
        throw new MalformedInput(STRUCTURE, -1, "a BOOLEAN expected");
      }
      return b.u8(0) != 0;
    }

    private Bytes content(int expected) throws MalformedInput {
      if (tag != expected) {
        throw new MalformedInput(STRUCTURE, -1, "DER tag " + expected + " expected, " + tag);
      }
      return content;
    }
  }
}
