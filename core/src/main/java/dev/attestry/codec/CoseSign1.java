package dev.attestry.codec;

import dev.attestry.codec.Cbor.CborMap;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A COSE_Sign1 message (RFC 9052 section 4.2), untagged or under tag 18, with its payload inside.
 * Payload and protected header are kept as received: the signature is over those bytes.
 *
 * @param tagged whether tag 18 stood before it
 * @param protectedHeader the protected bucket as it was signed; may be empty
 * @param protectedMap the same, decoded
 */
public record CoseSign1(
    boolean tagged,
    Bytes protectedHeader,
    CborMap protectedMap,
    CborMap unprotectedMap,
    Bytes payload,
    Bytes signature) {

  /** Header labels of RFC 9052 table 3. */
  public static final int ALG = 1;

  public static final int CRIT = 2;
  public static final int KID = 4;

  private static final BigInteger TAG = BigInteger.valueOf(18);
  private static final Bytes CONTEXT = Bytes.concat(Bytes.of(0x84, 0x6a), Bytes.utf8("Signature1"));

  /** Reads one message and nothing after it. */
  public static CoseSign1 parse(String structure, Bytes bytes) throws MalformedInput {
    return of(structure, CborReader.read(structure, bytes));
  }

  /** Takes a message out of an item already read, for formats that wrap it in further tags. */
  public static CoseSign1 of(String structure, Cbor item) throws MalformedInput {
    Cbor content = item;
    if (item instanceof Cbor.Tag tag) {
      if (!tag.number().equals(TAG)) {
        throw malformed(structure, item, "tag 18 (COSE_Sign1) expected, " + item.kind() + " found");
      }
      content = tag.content();
    }
    if (!(content instanceof Cbor.Array array) || array.items().size() != 4) {
      throw malformed(structure, content, "an array of 4 members expected");
    }
    List<Cbor> members = array.items();
    Bytes header = byteString(structure, members.get(0), "protected header");
    if (!(members.get(1) instanceof CborMap open)) {
      throw malformed(
          structure, members.get(1), "unprotected header: map expected, " + kind(members.get(1)));
    }
    CborMap signed = headerMap(structure, header);
    distinctLabels(structure, signed, open);
    return new CoseSign1(
        item instanceof Cbor.Tag,
        header,
        signed,
        open,
        byteString(structure, members.get(2), "payload"),
        byteString(structure, members.get(3), "signature"));
  }

  /** The algorithm that the signature covers; one in the unprotected header counts for nothing. */
  public Optional<Long> algorithm() {
    return protectedMap
        .get(ALG)
        .filter(Cbor.Int.class::isInstance)
        .map(a -> ((Cbor.Int) a).value())
        .filter(v -> v.bitLength() < 64)
        .map(BigInteger::longValueExact);
  }

  /**
   * What section 3.1 says about {@code crit}: every label in it stands in the protected header and
   * is understood. Empty if all is well, else what is not.
   */
  public Optional<String> criticalProblem(Set<Long> understood) {
    if (unprotectedMap.get(CRIT).isPresent()) {
      return Optional.of("crit stands in the unprotected header");
    }
    Optional<Cbor> crit = protectedMap.get(CRIT);
    if (crit.isEmpty()) {
      return Optional.empty();
    }
    if (!(crit.get() instanceof Cbor.Array labels) || labels.items().isEmpty()) {
      return Optional.of("crit is not an array of labels");
    }
    Predicate<Cbor> known =
        l ->
            l instanceof Cbor.Int i
                && i.value().bitLength() < 64
                && understood.contains(i.value().longValueExact())
                && protectedMap.get(i.value().longValueExact()).isPresent();
    return labels.items().stream().allMatch(known)
        ? Optional.empty()
        : Optional.of("crit names a header parameter that is not understood or not there");
  }

  /** The Sig_structure of section 4.4, without external data: what the signature is over. */
  public Bytes toBeSigned() {
    return toBeSigned(Bytes.EMPTY);
  }

  /** As above, with data that both sides know and the message does not carry. */
  public Bytes toBeSigned(Bytes externalData) {
    return Bytes.concat(
        CONTEXT,
        head(protectedHeader),
        protectedHeader,
        head(externalData),
        externalData,
        head(payload),
        payload);
  }

  /** The head of a byte string in its shortest form (section 9: deterministic encoding). */
  private static Bytes head(Bytes b) {
    int n = b.length();
    if (n < 24) {
      return Bytes.of(0x40 | n);
    }
    if (n < 1 << 8) {
      return Bytes.of(0x58, n);
    }
    return n < 1 << 16 ? Bytes.of(0x59, n >> 8, n) : Bytes.of(0x5a, n >> 24, n >> 16, n >> 8, n);
  }

  /** Section 3: the serialized map, or a zero-length string for an empty one. */
  private static CborMap headerMap(String structure, Bytes header) throws MalformedInput {
    if (header.isEmpty()) {
      return new CborMap(0, false, List.of());
    }
    String name = structure + " protected header";
    Cbor item = CborReader.read(name, header);
    if (item instanceof CborMap map) {
      return map;
    }
    throw new MalformedInput(name, 0, "map expected, " + item.kind() + " found");
  }

  /** Section 3: labels are integers or texts, and none stands in both buckets. */
  private static void distinctLabels(String structure, CborMap signed, CborMap open)
      throws MalformedInput {
    Set<Object> labels = new HashSet<>();
    for (CborMap map : List.of(signed, open)) {
      for (Map.Entry<Cbor, Cbor> e : map.entries()) {
        Object label =
            switch (e.getKey()) {
              case Cbor.Int i -> i.value();
              case Cbor.Text t -> t.value();
              default -> throw malformed(structure, e.getKey(), "a header label is a byte string");
            };
        if (!labels.add(label)) {
          throw malformed(structure, e.getKey(), "a header parameter stands in both headers");
        }
      }
    }
  }

  private static Bytes byteString(String structure, Cbor item, String what) throws MalformedInput {
    if (item instanceof Cbor.ByteString b) {
      return b.value();
    }
    throw malformed(structure, item, what + ": byte string expected, " + kind(item));
  }

  private static String kind(Cbor item) {
    return item.kind() + " found";
  }

  private static MalformedInput malformed(String structure, Cbor at, String reason) {
    return new MalformedInput(structure, at.offset(), reason);
  }
}
