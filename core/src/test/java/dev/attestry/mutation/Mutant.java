package dev.attestry.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verification;

/** One changed byte, what was said before, and what is said now. */
record Mutant(Given given, Bytes bytes, int at, Verification before, Verification after) {

  String scheme() {
    return given.of().scheme().name();
  }

  /** Whether it is in a part or piece of collateral of this role. */
  boolean of(String role) {
    return given.role().equals(role);
  }

  Bytes original() {
    return given.bytes();
  }

  /** The verified claims are the same. */
  boolean saysTheSame() {
    return said(before).equals(said(after));
  }

  /** What is claimed was claimed before; some of it may be missing. */
  boolean saysNoMore() {
    return within(said(before), said(after));
  }

  private static boolean within(JsonNode before, JsonNode after) {
    return after.isObject()
        ? after.properties().stream().allMatch(e -> within(before.path(e.getKey()), e.getValue()))
        : before.equals(after);
  }

  /** What stands under {@code unverified} is no claim. */
  static ObjectNode said(Verification v) {
    ObjectNode said = v.claims().toJson();
    said.remove("unverified");
    return said;
  }

  @Override
  public String toString() {
    return given.role()
        + " byte "
        + at
        + String.format(", 0x%02x for 0x%02x", bytes.u8(at), original().u8(at));
  }
}
