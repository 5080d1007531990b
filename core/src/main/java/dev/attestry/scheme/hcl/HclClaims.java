package dev.attestry.scheme.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;

/** What an Azure confidential VM says, the parts' claims under their own names. */
record HclClaims(HclReport report, RuntimeData runtime, Claims hardware, Claims vtpm) {

  Claims all() {
    return Claims.of(this::fill);
  }

  /** Where a check failed, nothing of it is a claim. */
  Claims unverified() {
    return Claims.of(o -> fill(o.putObject("unverified")));
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
      o.put("tcb_not_up_to_date", false); // floors of the policy judge AMD's numbers
    }
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
}
