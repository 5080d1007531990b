package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonSpan;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.RevocationList;
import java.util.List;

/** What of a quote and of Intel's answers may differ and mean the same. */
final class Quotes {

  private static final int HEADER = 48;
  private static final int ENCLAVE = 384;
  private static final int TD = 584;

  private Quotes() {}

  static boolean sameButForPem(Mutant m) {
    return PemText.sameChain(m.original(), m.bytes());
  }

  /** Behind the signature data, whose length stands in front of them. */
  static boolean isBehindTheEnd(Mutant m) {
    Bytes q = m.original();
    return m.at() >= signature(q) + 4 + u32(q, signature(q));
  }

  /** Where the length of the signature data stands. */
  private static int signature(Bytes q) {
    return HEADER
        + switch (q.u8(0)) {
          case 5 -> 6 + u32(q, HEADER + 2); // type and length stand in front of the body
          case 4 -> q.u8(4) == 0x81 ? TD : ENCLAVE;
          default -> ENCLAVE;
        };
  }

  /** Certification data that only name the certificate, where the chain comes beside. */
  static boolean isOnlyAName(Mutant m) {
    Bytes q = m.original();
    int at = signature(q) + 4 + 128 + (q.u8(0) == 3 ? 0 : 6) + ENCLAVE + 64;
    return m.given().of().input().collateral().get("pck_chain").isPresent()
        && m.at() >= at + 2 + (q.u8(at) | q.u8(at + 1) << 8);
  }

  /** The signed text to the byte, and the same signature. */
  static boolean sameAnswer(Mutant m) throws MalformedInput {
    String member = m.given().role().endsWith("tcb_info") ? "tcbInfo" : "enclaveIdentity";
    return read(member, m.original()).equals(read(member, m.bytes()));
  }

  /** Intel's answer for the other TEE: another part's, where several take collateral. */
  static boolean isForAnother(Mutant m) throws MalformedInput {
    String member = m.given().role().endsWith("tcb_info") ? "tcbInfo" : "enclaveIdentity";
    return !id(member, m.original()).equals(id(member, m.bytes()));
  }

  /** A list of another PCK CA: another part's, in the same way. */
  static boolean isOfAnother(Mutant m) throws MalformedInput {
    return !RevocationList.parse("before", m.original())
        .issuer()
        .equals(RevocationList.parse("after", m.bytes()).issuer());
  }

  private static String id(String member, Bytes answer) throws MalformedInput {
    return Json.readObject(member, answer).path(member).path("id").asText();
  }

  private static List<Bytes> read(String member, Bytes answer) throws MalformedInput {
    return List.of(
        JsonSpan.ofObject(member, answer, member),
        Bytes.ofHex(Json.readObject(member, answer).path("signature").textValue()));
  }

  private static int u32(Bytes b, int at) {
    return b.u8(at) | b.u8(at + 1) << 8 | b.u8(at + 2) << 16 | b.u8(at + 3) << 24;
  }
}
