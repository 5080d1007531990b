package dev.attestry.lab.nitro;

import static dev.attestry.lab.nitro.NitroLab.document;
import static dev.attestry.lab.nitro.NitroLab.failed;
import static dev.attestry.lab.nitro.NitroLab.input;
import static dev.attestry.lab.nitro.NitroLab.judge;
import static dev.attestry.lab.nitro.NitroLab.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.LabCbor;
import dev.attestry.lab.LabIdentity;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.NitroDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan's cases N01 to N20: bytes, CBOR and COSE that must not verify. */
final class NitroBytesTest {

  private static final String PARSES = "evidence.malformed";
  private static final String HEADERS = "nitro.cose-headers";
  private static final String SIGNATURE = "nitro.cose-signature";

  @Test
  void n01RejectsEmptyTinyZeroAndRandomInput() {
    byte[] random = new byte[1 << 20];
    new Random(1).nextBytes(random);
    for (Bytes b : List.of(Bytes.EMPTY, Bytes.of(0x84), Bytes.zeros(5000), Bytes.of(random))) {
      assertThat(failed(b)).containsExactly(PARSES);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9affffffff", "9bffffffffffffffff", "5b4000000000000000", "bb7fffffffffffffff"})
  void n02RejectsAnnouncedLengthsBeforeAllocating(String head) {
    assertThat(failed(Bytes.concat(Bytes.ofHex(head), Bytes.zeros(10)))).containsExactly(PARSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"81", "9f", "a101", "bf01", "c1"})
  void n03RejectsNestingOfTenThousand(String opening) {
    assertThat(failed(Bytes.ofHex(opening.repeat(10_000)))).containsExactly(PARSES);
  }

  @Test
  void n05RejectsAKeyThatStandsTwiceInThePayload() {
    NitroDocument d =
        document().also(LabCbor.text("nonce"), LabCbor.bytes(Bytes.ofHex("5b".repeat(32))));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(PARSES);
  }

  @Test
  void n05RejectsAPcrThatStandsTwice() {
    Bytes pcr = LabCbor.bytes(Bytes.zeros(48));
    Bytes map = LabCbor.map(List.of(LabCbor.integer(0), pcr, LabCbor.integer(0), pcr));
    assertThat(failed(document().field("pcrs", map).signedBy(leaf()))).containsExactly(PARSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a10126", "a1013822"})
  void n06RejectsAlgInBothHeaders(String unprotected) {
    NitroDocument d = document().unprotectedHeader(Bytes.ofHex(unprotected));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(PARSES);
  }

  @Test
  void n06RejectsALabelThatStandsTwice() {
    NitroDocument d = document().protectedHeader(Bytes.ofHex("a20138220126"));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(PARSES);
  }

  /** Empty string and empty map both mean an empty protected header; neither names ES384. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a0"})
  void n07RejectsAlgThatIsOnlyInTheUnprotectedHeader(String protectedHeader) {
    NitroDocument d =
        document()
            .protectedHeader(Bytes.ofHex(protectedHeader))
            .unprotectedHeader(Bytes.ofHex("a1013822"));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(HEADERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a2013822028118c8", // crit [200], not there
        "a3013822028118c818c801", // crit [200], there and unknown
        "a201382202f6", // crit null
        "a20138220280" // crit []
      })
  void n08RejectsCritThatIsNotUnderstood(String header) {
    NitroDocument d = document().protectedHeader(Bytes.ofHex(header));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(HEADERS);
  }

  /** N09: AWS promises no deterministic encoding; the signature is over the bytes as received. */
  @Test
  void n09AcceptsLongHeadsThatAreSignedAndRefusesFloatsForIntegers() {
    long ms = NitroLab.NOW.toEpochMilli();
    Bytes five = Bytes.concat(Bytes.of(0x1b), Bytes.ofHex(String.format("%016x", ms)));
    assertThat(judge(document().field("timestamp", five).signedBy(leaf())).verdict())
        .isEqualTo(Verdict.VERIFIED);
    Bytes floating =
        Bytes.ofHex("fb" + String.format("%016x", Double.doubleToLongBits((double) ms)));
    assertThat(failed(document().field("timestamp", floating).signedBy(leaf())))
        .containsExactly(PARSES);
  }

  @Test
  void n10RejectsTrailingBytesAndASecondDocument() {
    Bytes d = document().signedBy(leaf());
    assertThat(failed(Bytes.concat(d, Bytes.of(0)))).containsExactly(PARSES);
    assertThat(failed(Bytes.concat(d, d))).containsExactly(PARSES);
  }

  @Test
  void n11AcceptsTag18OnceAndNoOtherType() {
    Bytes d = document().signedBy(leaf());
    assertThat(judge(LabCbor.tag(18, d)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(failed(LabCbor.tag(18, LabCbor.tag(18, d)))).containsExactly(PARSES);
    for (int tag : new int[] {16, 17, 61, 96, 97, 98}) {
      assertThat(failed(LabCbor.tag(tag, d))).as("tag " + tag).containsExactly(PARSES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f6", "40", "a0", "6161"})
  void n12RejectsAPayloadThatIsNotThere(String payload) {
    Bytes d =
        LabCbor.array(
            List.of(
                LabCbor.bytes(Bytes.ofHex("a1013822")),
                Bytes.of(0xa0),
                Bytes.ofHex(payload),
                LabCbor.bytes(Bytes.zeros(96))));
    assertThat(failed(d)).containsExactly(PARSES);
  }

  @Test
  void n13RejectsSignaturesOfAnotherEncoding() {
    NitroDocument d = document();
    Bytes good = signature(d);
    Bytes der = leaf().sign(HashAlgorithm.SHA384, d.payload());
    List<Bytes> bad = new ArrayList<>();
    bad.add(Bytes.EMPTY);
    bad.add(good.slice(0, 95));
    bad.add(good.slice(1, 96));
    bad.add(Bytes.concat(good, Bytes.of(0)));
    bad.add(Bytes.concat(Bytes.of(0), good.slice(0, 48), Bytes.of(0), good.slice(48, 96)));
    bad.add(der);
    for (Bytes s : bad) {
      assertThat(failed(d.withSignature(s))).as(s.toString()).containsExactly(SIGNATURE);
    }
  }

  /** N14, psychic signatures: 0 and the group order, with each provider. */
  @Test
  void n14RejectsZeroAndGroupOrderAsSignature() {
    Bytes n =
        Bytes.ofHex(
            "ffffffffffffffffffffffffffffffffffffffffffffffff"
                + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973");
    NitroDocument d = document();
    Bytes good = signature(d);
    List<Bytes> values = List.of(Bytes.zeros(48), n, good.slice(0, 48));
    List<Crypto> providers = new ArrayList<>(List.of(Crypto.jdk(), Crypto.bouncyCastle()));
    Crypto.accp().ifPresent(providers::add);
    for (Crypto crypto : providers) {
      for (Bytes r : values) {
        for (Bytes s : List.of(Bytes.zeros(48), n)) {
          Bytes document = d.withSignature(Bytes.concat(r, s));
          assertThat(failed(judge("nitro", document, input().withCrypto(crypto))))
              .as(crypto.name())
              .containsExactly(SIGNATURE);
        }
      }
    }
  }

  /** ES256, ES512, EdDSA, RS256, HS256 by their numbers, as integers and as text. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a10126", "a1013823", "a10127", "a101390100", "a10105", "a101654553333834"})
  void n15RejectsEveryAlgorithmButEs384(String header) {
    NitroDocument d = document().protectedHeader(Bytes.ofHex(header));
    assertThat(failed(d.signedBy(leaf()))).containsExactly(HEADERS);
  }

  @Test
  void n15RejectsEs384WithAKeyOnAnotherCurve() {
    LabIdentity small = NitroChains.leaf("small", LabKeyType.P256).under(NitroChains.ISSUER);
    Bytes d = NitroChains.document(small, NitroChains.ISSUER, NitroLab.PKI.root());
    assertThat(failed(d)).containsExactly("nitro.certificate-profile");
  }

  @Test
  void n16RefusesAnythingInTheUnprotectedHeader() {
    Bytes kid = LabCbor.map(List.of(LabCbor.integer(4), LabCbor.bytes(Bytes.of(1))));
    Bytes x5chain = LabCbor.map(List.of(LabCbor.integer(33), LabCbor.bytes(leaf().certificate())));
    for (Bytes header : List.of(kid, x5chain)) {
      assertThat(failed(document().unprotectedHeader(header).signedBy(leaf())))
          .containsExactly(HEADERS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"63eda080", "62c328", "63690061", "60", "62690a", "616920", "41 69", "f6"})
  void n17RejectsModuleIdsThatAreNotPrintableAscii(String item) {
    Bytes text = Bytes.ofHex(item.replace(" ", ""));
    assertThat(failed(document().field("module_id", text).signedBy(leaf())))
        .containsExactly(PARSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c24800000198aabbccdd", // bignum
        "3a00000001", // negative
        "1b8000000000000000", // 2^63
        "1b7fffffffffffffff",
        "00",
        "f6",
        "6131"
      })
  void n18RejectsTimestampsThatAreNoMilliseconds(String item) {
    assertThat(failed(document().field("timestamp", Bytes.ofHex(item)).signedBy(leaf())))
        .containsExactly(PARSES);
  }

  @Test
  void n19RejectsAnotherDigestAndPcrsOutsideTheLimits() {
    assertThat(failed(document().field("digest", LabCbor.text("SHA256")).signedBy(leaf())))
        .containsExactly(PARSES);
    assertThat(failed(document().without("digest").signedBy(leaf()))).containsExactly(PARSES);
    Bytes pcr = Bytes.zeros(48);
    assertThat(failed(pcrs(0, Bytes.zeros(32), 1))).containsExactly(PARSES);
    assertThat(failed(pcrs(32, pcr, 1))).containsExactly(PARSES);
    assertThat(failed(pcrs(-1, pcr, 1))).containsExactly(PARSES);
    assertThat(failed(pcrs(0, pcr, 33))).containsExactly(PARSES);
    assertThat(failed(pcrs(0, pcr, 0))).containsExactly(PARSES);
    assertThat(judge(pcrs(0, pcr, 32)).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_data", "nonce", "public_key"})
  void n20RejectsOptionsAboveTheLimit(String field) {
    Bytes item = LabCbor.bytes(Bytes.zeros(1025));
    assertThat(failed(document().field(field, item).signedBy(leaf()))).containsExactly(PARSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"module_id", "digest", "timestamp", "pcrs", "certificate", "cabundle"})
  void rejectsADocumentWithoutAMandatoryField(String field) {
    assertThat(failed(document().without(field).signedBy(leaf()))).containsExactly(PARSES);
    assertThat(failed(document().field(field, LabCbor.NULL).signedBy(leaf())))
        .containsExactly(PARSES);
  }

  @Test
  void rejectsAPayloadThatWasChangedAfterItWasSigned() {
    NitroDocument d = document();
    Bytes signature = signature(d);
    d.field("user_data", LabCbor.bytes(Bytes.utf8("other")));
    assertThat(failed(d.withSignature(signature))).containsExactly(SIGNATURE);
  }

  private static Bytes pcrs(int first, Bytes value, int count) {
    List<Bytes> map = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      map.add(LabCbor.integer(first + i));
      map.add(LabCbor.bytes(value));
    }
    return document().field("pcrs", LabCbor.map(map)).signedBy(leaf());
  }

  private static Bytes signature(NitroDocument d) {
    Bytes signed = d.signedBy(leaf());
    Bytes s = signed.slice(signed.length() - 96, signed.length());
    assertThat(new BigInteger(1, s.toArray()).signum()).isPositive();
    return s;
  }
}
