package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
    Optional<Boolean> dynamicPlatform,
    Optional<Boolean> cachedKeys,
    Optional<Boolean> smtEnabled) {

  private static final String STRUCTURE = "PCK SGX extension";
  private static final String ARC = "1.2.840.113741.1.13.1";

  /** The arc as the content of an OBJECT IDENTIFIER. */
  private static final Bytes ARC_CONTENT = Bytes.ofHex("2a864886f84d010d01");

  private static final Bytes TCB = under(2);
  private static final List<Bytes> COMPONENTS =
      IntStream.rangeClosed(1, 16).mapToObj(i -> under(2, i)).toList();
  private static final Bytes PCE_SVN = under(2, 17);
  private static final Bytes CPU_SVN = under(2, 18);
  private static final Bytes PCE_ID = under(3);
  private static final Bytes FMSPC = under(4);
  private static final Bytes SGX_TYPE = under(5);
  private static final Bytes PLATFORM_INSTANCE_ID = under(6);
  private static final Bytes CONFIGURATION = under(7);
  private static final Bytes DYNAMIC_PLATFORM = under(7, 1);
  private static final Bytes CACHED_KEYS = under(7, 2);
  private static final Bytes SMT_ENABLED = under(7, 3);

  static PckExtensions parse(X509Certificate c) throws MalformedInput {
    byte @Nullable [] value = c.getExtensionValue(ARC);
    if (value == null) {
      throw new MalformedInput(STRUCTURE, -1, "the certificate has none");
    }
    Bytes content = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    DerReader whole = DerReader.of(STRUCTURE, content);
    Map<Bytes, Element> found = elements(whole.enter(DerReader.SEQUENCE));
    whole.expectEnd();
    Map<Bytes, Element> tcb = elements(get(found, TCB).reader(DerReader.SEQUENCE));
    byte[] components = new byte[COMPONENTS.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = (byte) get(tcb, COMPONENTS.get(i)).number(255);
    }
    Map<Bytes, Boolean> configuration = new HashMap<>();
    if (found.containsKey(CONFIGURATION)) {
      for (Map.Entry<Bytes, Element> e :
          elements(get(found, CONFIGURATION).reader(DerReader.SEQUENCE)).entrySet()) {
        configuration.put(e.getKey(), e.getValue().flag());
      }
    }
    return new PckExtensions(
        Bytes.of(components),
        get(tcb, PCE_SVN).number(0xffff),
        get(tcb, CPU_SVN).octets(16),
        get(found, PCE_ID).octets(2),
        get(found, FMSPC).octets(6),
        get(found, SGX_TYPE).enumerated(),
        found.containsKey(PLATFORM_INSTANCE_ID)
            ? Optional.of(get(found, PLATFORM_INSTANCE_ID).octets(16))
            : Optional.empty(),
        Optional.ofNullable(configuration.get(DYNAMIC_PLATFORM)),
        Optional.ofNullable(configuration.get(CACHED_KEYS)),
        Optional.ofNullable(configuration.get(SMT_ENABLED)));
  }

  /** An OBJECT IDENTIFIER below the arc, of arcs below 128. */
  private static Bytes under(int... arcs) {
    return Bytes.concat(ARC_CONTENT, Bytes.of(arcs));
  }

  private static Element get(Map<Bytes, Element> in, Bytes oid) throws MalformedInput {
    Element e = in.get(oid);
    if (e == null) {
      throw new MalformedInput(STRUCTURE, -1, "no element " + DerReader.dotted(oid));
    }
    return e;
  }

  /** SEQUENCE OF SEQUENCE {OID, value}. */
  private static Map<Bytes, Element> elements(DerReader in) throws MalformedInput {
    Map<Bytes, Element> out = new HashMap<>();
    while (!in.atEnd()) {
      DerReader pair = in.enter(DerReader.SEQUENCE);
      Bytes oid = pair.oidContent();
      int tag = pair.peekTag();
      Element e = new Element(tag, pair.content(tag));
      pair.expectEnd();
      boolean foreign = oid.length() == ARC_CONTENT.length() || !oid.startsWith(ARC_CONTENT);
      if (foreign || out.put(oid, e) != null) {
        throw new MalformedInput(
            STRUCTURE, -1, "element " + DerReader.dotted(oid) + " is foreign or doubled");
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
