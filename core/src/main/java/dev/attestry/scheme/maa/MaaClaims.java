package dev.attestry.scheme.maa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Claims;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a token says, in the same words for every type of attestation. */
final class MaaClaims {

  private static final String PREFIX = "x-ms-";

  /** Our name to the names that the types of attestation use, of which a token has one. */
  private static final Map<String, List<String>> HEX =
      Map.of(
          "measurement",
          List.of("x-ms-sgx-mrenclave", "x-ms-sevsnpvm-launchmeasurement", "tdx_mrtd"),
          "signer",
          List.of("x-ms-sgx-mrsigner", "x-ms-sevsnpvm-idkeydigest", "tdx_mrsignerseam"),
          "report_data",
          List.of("x-ms-sgx-report-data", "x-ms-sevsnpvm-reportdata", "tdx_report_data"),
          "host_data",
          List.of("x-ms-sgx-config-id", "x-ms-sevsnpvm-hostdata", "tdx_mrconfigid"));

  private static final Map<String, List<String>> NUMBERS =
      Map.of(
          "svn", List.of("x-ms-sgx-svn", "x-ms-sevsnpvm-guestsvn"),
          "product_id", List.of("x-ms-sgx-product-id"),
          "vmpl", List.of("x-ms-sevsnpvm-vmpl"));

  private static final Map<String, String> TCB =
      Map.of(
          "bootloader", "x-ms-sevsnpvm-bootloader-svn",
          "tee", "x-ms-sevsnpvm-tee-svn",
          "snp", "x-ms-sevsnpvm-snpfw-svn",
          "microcode", "x-ms-sevsnpvm-microcode-svn");

  private static final List<String> DEBUG =
      List.of("x-ms-sgx-is-debuggable", "x-ms-sevsnpvm-is-debuggable", "tdx_td_attributes_debug");

  private final MaaToken token;

  /** The claims about the hardware: of the isolation TEE under a VM, else the token's own. */
  private final JsonNode tee;

  private MaaClaims(MaaToken token) {
    this.token = token;
    JsonNode isolation = token.claims().path("x-ms-isolation-tee");
    this.tee = isolation.isObject() ? isolation : token.claims();
  }

  /**
   * Where the key that signed lives.
   *
   * @param debug whether its quote names a debug enclave; false says that nothing shows one
   * @param outOfDate whether Intel's collateral calls its platform out of date; false says that
   *     none was given, or that it does not
   * @param signer MRSIGNER of its enclave, where the quote was shown to be genuine
   */
  record KeyHome(boolean debug, boolean outOfDate, Optional<String> signer) {}

  static Claims of(MaaToken token, KeyHome key) {
    return Claims.whenAsked(
        o -> {
          new MaaClaims(token).fill(o);
          o.put("key_debug", key.debug());
          o.put("key_out_of_date", key.outOfDate());
          key.signer().ifPresent(s -> o.put("key_mrsigner", s));
        });
  }

  /** Where a check failed, nothing of it is a claim. */
  static Claims unverified(MaaToken token) {
    return Claims.whenAsked(o -> new MaaClaims(token).fill(o.putObject("unverified")));
  }

  private void fill(ObjectNode o) {
    ObjectNode issued = split(token.claims(), o);
    o.put("appraised_by", token.issuer());
    token.kid().ifPresent(k -> o.put("kid", k));
    token.type().ifPresent(t -> o.put("attestation_type", t));
    o.put("issued_at", token.times().issued().toString());
    o.put("expires_at", token.times().until().toString());
    token.policyHash().ifPresent(h -> o.put("policy_hash", h.hex()));
    o.put("bearer", bearer());
    isolation(o);
    HEX.forEach((name, theirs) -> hex(o, name, theirs));
    NUMBERS.forEach((name, theirs) -> number(o, name, theirs));
    tcb(o);
    debuggable(o);
    vm(o);
    if (!issued.isEmpty()) {
      o.set("issued", issued);
    }
  }

  private void isolation(ObjectNode o) {
    if (token.claims().path("x-ms-isolation-tee").isObject()) {
      text(o, "isolation_tee", tee.path("x-ms-attestation-type"));
    }
    text(o, "compliance_status", tee.path("x-ms-compliance-status"));
    text(o, "tcb_status", tee.path("attester_tcb_status"));
  }

  private void hex(ObjectNode o, String name, List<String> theirs) {
    for (String t : theirs) {
      JsonNode n = tee.path(t);
      if (n.isTextual() && !n.textValue().isEmpty() && Bytes.isHex(n.textValue())) {
        o.put(name, n.textValue().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void number(ObjectNode o, String name, List<String> theirs) {
    for (String t : theirs) {
      JsonNode n = tee.path(t);
      if (n.isIntegralNumber() && n.canConvertToLong()) {
        o.put(name, n.longValue());
      }
    }
  }

  private void tcb(ObjectNode o) {
    ObjectNode levels = o.objectNode();
    TCB.forEach((name, theirs) -> number(levels, name, List.of(theirs)));
    if (!levels.isEmpty()) {
      o.set("tcb", levels);
    }
  }

  /**
   * Whether anyone can look in: of the TEE, and of the guest's kernel where the token speaks of it.
   */
  private void debuggable(ObjectNode o) {
    boolean known = false;
    boolean on = false;
    for (String d : DEBUG) {
      known |= tee.path(d).isBoolean();
      on |= tee.path(d).asBoolean();
    }
    JsonNode disabled = token.claims().path("x-ms-azurevm-debuggersdisabled");
    known |= disabled.isBoolean();
    on |= disabled.isBoolean() && !disabled.booleanValue();
    if (known) {
      o.put("debuggable", on);
    }
  }

  private void vm(ObjectNode o) {
    JsonNode secureBoot = token.claims().path("secureboot");
    if (secureBoot.isBoolean()) {
      o.put("secure_boot", secureBoot.booleanValue());
    }
    text(o, "vm_id", token.claims().path("x-ms-azurevm-vmid"));
  }

  /** A holder can be asked to prove a key that the token names; without one it proves nothing. */
  private boolean bearer() {
    return !namesKey(token);
  }

  /** Whether it names a key at all. */
  static boolean namesKey(MaaToken token) {
    JsonNode tee = new MaaClaims(token).tee;
    JsonNode own = token.claims().path("x-ms-runtime");
    JsonNode firmware = tee.path("x-ms-runtime");
    return hasKey(own) || hasKey(firmware);
  }

  private static boolean hasKey(JsonNode runtime) {
    return runtime.path("jwk").isObject()
        || runtime.path("keys").isArray() && !runtime.path("keys").isEmpty();
  }

  private static void text(ObjectNode o, String name, JsonNode n) {
    if (n.isTextual()) {
      o.put(name, n.textValue());
    }
  }

  /** The service's own claims keep their names; what a tenant's policy issued stands apart. */
  private static ObjectNode split(ObjectNode claims, ObjectNode own) {
    ObjectNode rest = own.objectNode();
    claims
        .properties()
        .forEach(e -> (e.getKey().startsWith(PREFIX) ? own : rest).set(e.getKey(), e.getValue()));
    return rest;
  }
}
