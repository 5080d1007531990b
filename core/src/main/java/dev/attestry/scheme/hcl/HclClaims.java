package dev.attestry.scheme.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import java.util.List;
import java.util.Optional;

/** What an Azure confidential VM says, the parts' claims under their own names. */
record HclClaims(HclReport report, RuntimeData runtime, Claims hardware, Claims vtpm) {

  /** As the claims of tdx call them; AMD's reports have none of these. */
  private static final List<String> ONLY_OF_TDS =
      List.of(
          "sept_ve_enabled",
          "migratable",
          "perfmon",
          "service_td_bound",
          "td_relaunch_advised",
          "out_of_date");

  Claims all() {
    return Claims.of(this::fill);
  }

  private void fill(ObjectNode o) {
    Bytes ak = Bytes.of(runtime.ak().getEncoded());
    o.put("ak_sha256", HashAlgorithm.SHA256.digest(ak).hex());
    o.put("tee", report.tee().label());
    boolean snp = report.tee() == HclReport.Tee.SEV_SNP;
    hardware.text(snp ? "/measurement" : "/mrtd").ifPresent(m -> o.put("measurement", m));
    hardware.flag(snp ? "/policy/debug" : "/debug").ifPresent(d -> o.put("debug", d));
    hardware
        .text("/tcb/status")
        .ifPresent(s -> o.put("tcb_status", s).put("tcb_not_up_to_date", !s.equals("UpToDate")));
    if (snp) {
      o.put("tcb_not_up_to_date", false); // floors, which a policy must name, judge AMD's numbers
    }
    dubious(o, snp);
    runtime.userData().ifPresent(u -> o.put("user_data", u.hex()));
    JsonNode secureBoot = runtime.configuration().path("secure-boot");
    if (secureBoot.isBoolean()) {
      o.put("secure_boot", secureBoot.booleanValue());
    }
    JsonNode vm = runtime.configuration().path("vmUniqueId");
    if (vm.isTextual()) {
      o.put("vm_id", vm.textValue());
    }
    o.set("vm_configuration", runtime.configuration());
    vtpm.at("/pcrs").ifPresent(p -> o.set("pcrs", p));
    vtpm.at("/nonce").ifPresent(n -> o.set("nonce", n));
    vtpm.at("/boot").ifPresent(b -> o.set("boot", b));
    o.set("report", hardware.toJson());
    if (!vtpm.isEmpty()) {
      o.set("vtpm", vtpm.toJson());
    }
  }

  /** What a strict policy refuses until it is named: false where the TEE knows no such thing. */
  private void dubious(ObjectNode o, boolean snp) {
    if (snp) {
      ObjectNode none = o.putObject("dubious");
      ONLY_OF_TDS.forEach(flag -> none.put(flag, false));
    } else {
      hardware.at("/dubious").ifPresent(d -> o.set("dubious", d));
    }
    Optional<Boolean> agent = snp ? hardware.flag("/policy/migrate_ma") : Optional.of(false);
    agent.ifPresent(m -> o.putObject("policy").put("migrate_ma", m));
  }
}
