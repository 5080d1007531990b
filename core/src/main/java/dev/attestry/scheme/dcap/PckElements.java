package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SEQUENCE OF SEQUENCE {OID, value} of the SGX extension: the elements directly below one arc, by
 * the number of each, which is below 128.
 */
final class PckElements {

  static final String STRUCTURE = "PCK SGX extension";

  private static final int NUMBERS = 128;

  private final Bytes arc;
  private final @Nullable Element[] elements = new @Nullable Element[NUMBERS];

  private PckElements(Bytes arc) {
    this.arc = arc;
  }

  /**
   * Reads them all.
   *
   * @param arc content of the OBJECT IDENTIFIER that all must stand below
   */
  static PckElements read(Bytes arc, DerReader in) throws MalformedInput {
    PckElements out = new PckElements(arc);
    while (!in.atEnd()) {
      DerReader pair = in.enter(DerReader.SEQUENCE);
      Bytes oid = pair.oidContent();
      int tag = pair.peekTag();
      Element e = new Element(tag, pair.content(tag));
      pair.expectEnd();
      boolean foreign = oid.length() != arc.length() + 1 || !oid.startsWith(arc);
      int number = foreign ? -1 : oid.u8(arc.length());
      if (foreign || out.elements[number] != null) {
        throw new MalformedInput(
            STRUCTURE, -1, "element " + DerReader.dotted(oid) + " is foreign or doubled");
      }
      out.elements[number] = e;
    }
    return out;
  }

  Optional<Element> find(int number) {
    return Optional.ofNullable(elements[number]);
  }

  Element get(int number) throws MalformedInput {
    Element e = elements[number];
    if (e == null) {
      throw new MalformedInput(STRUCTURE, -1, "no element " + DerReader.dotted(arc) + "." + number);
    }
    return e;
  }

  /** The value of an element, of one type or malformed. */
  record Element(int tag, Bytes content) {

    /** Its own elements, where it is a sequence of such. */
    PckElements below(Bytes arc) throws MalformedInput {
      return read(arc, DerReader.of(STRUCTURE, content(DerReader.SEQUENCE)));
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
