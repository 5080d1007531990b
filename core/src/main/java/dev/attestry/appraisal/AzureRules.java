package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.AT_LEAST;
import static dev.attestry.appraisal.RuleKind.AT_MOST;
import static dev.attestry.appraisal.RuleKind.BYTES_IN;
import static dev.attestry.appraisal.RuleKind.FLAG;
import static dev.attestry.appraisal.RuleKind.PCRS;
import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.offUnlessNamed;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.appraisal.RuleSpec.warnsUnlessNamed;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.EXECUTABLES;
import static dev.attestry.result.TrustClaim.HARDWARE;
import static dev.attestry.result.TrustClaim.INSTANCE_IDENTITY;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules for what Azure attests. */
final class AzureRules {

  private static final String KEY_SIGNER = "signer of the enclave of the provider's key";
  private static final String KEY_DEBUG = "debug enclave of the provider's key";
  private static final String KEY_OLD = "old platform of the provider's key";

  private AzureRules() {}

  /** The policy hash says which of the tenant's policies the provider applied: name it. */
  static SchemeRules maa() {
    return new SchemeRules(
        "maa-jwt",
        List.of(
            rule("appraised_by", TEXT_IN, "/appraised_by", HARDWARE, "provider"),
            rule("attestation_type", TEXT_IN, "/attestation_type", HARDWARE, "attestation type"),
            rule("isolation_tee", TEXT_IN, "/isolation_tee", HARDWARE, "TEE under the VM"),
            rule("compliance_status", TEXT_IN, "/compliance_status", HARDWARE, "compliance"),
            rule("tcb_status", TEXT_IN, "/tcb_status", HARDWARE, "TCB status"),
            rule("tcb.bootloader", AT_LEAST, "/tcb/bootloader", HARDWARE, "boot loader SVN"),
            rule("tcb.tee", AT_LEAST, "/tcb/tee", HARDWARE, "TEE SVN"),
            rule("tcb.snp", AT_LEAST, "/tcb/snp", HARDWARE, "SNP SVN"),
            rule("tcb.microcode", AT_LEAST, "/tcb/microcode", HARDWARE, "microcode SVN"),
            rule("policy_hash", BYTES_IN, "/policy_hash", CONFIGURATION, "policy of the provider"),
            rule("measurement", BYTES_IN, "/measurement", EXECUTABLES, "measurement"),
            rule("signer", BYTES_IN, "/signer", EXECUTABLES, "signer"),
            rule("svn", AT_LEAST, "/svn", EXECUTABLES, "SVN"),
            rule("product_id.min", AT_LEAST, "/product_id", EXECUTABLES, "product (ISVPRODID)"),
            rule("product_id.max", AT_MOST, "/product_id", EXECUTABLES, "product (ISVPRODID)"),
            rule("host_data", BYTES_IN, "/host_data", CONFIGURATION, "host data"),
            rule("secure_boot", FLAG, "/secure_boot", CONFIGURATION, "Secure Boot"),
            offUnlessNamed("debuggable", "/debuggable", CONFIGURATION, "debugging"),
            offUnlessNamed("bearer", "/bearer", CONFIGURATION, "token without a key"),
            rule("key_mrsigner", BYTES_IN, "/key_mrsigner", HARDWARE, KEY_SIGNER),
            offUnlessNamed("key_debug", "/key_debug", HARDWARE, KEY_DEBUG),
            offUnlessNamed("key_out_of_date", "/key_out_of_date", HARDWARE, KEY_OLD),
            rule("vm_id", TEXT_IN, "/vm_id", INSTANCE_IDENTITY, "VM")),
        // A signer vouches for old versions, too.
        List.of(
            List.of("measurement", "signer"),
            List.of("measurement", "svn"),
            List.of("policy_hash")),
        Set.of(
            "appraised_by",
            "attestation_type",
            "isolation_tee",
            "compliance_status",
            "policy_hash",
            "measurement",
            "signer",
            "svn",
            "product_id.min",
            "product_id.max",
            "secure_boot"),
        Set.of());
  }

  /** The machine by its own word, as above, and the provider's verdict beside it. */
  static SchemeRules cvm() {
    SchemeRules machine = hcl();
    List<RuleSpec> token =
        List.of(
            rule("token.appraised_by", TEXT_IN, "/token/appraised_by", HARDWARE, "provider"),
            rule(
                "token.compliance_status",
                TEXT_IN,
                "/token/compliance_status",
                HARDWARE,
                "compliance"),
            rule(
                "token.policy_hash",
                BYTES_IN,
                "/token/policy_hash",
                CONFIGURATION,
                "policy of the provider"),
            rule("token.secure_boot", FLAG, "/token/secure_boot", CONFIGURATION, "Secure Boot"),
            offUnlessNamed("token.debuggable", "/token/debuggable", CONFIGURATION, "debugging"),
            rule("token.key_mrsigner", BYTES_IN, "/token/key_mrsigner", HARDWARE, KEY_SIGNER),
            // The machine vouches for its own memory: the provider's key only warns.
            warnsUnlessNamed("token.key_debug", "/token/key_debug", HARDWARE, KEY_DEBUG),
            warnsUnlessNamed("token.key_out_of_date", "/token/key_out_of_date", HARDWARE, KEY_OLD));
    return machine.with(
        "azure-cvm",
        token,
        Stream.concat(machine.required().stream(), Stream.of(List.of("token.policy_hash")))
            .toList(),
        Set.of("token.appraised_by", "token.compliance_status", "token.policy_hash"));
  }

  /**
   * The measurement is of the paravisor; what runs in the guest the vTPM's PCRs say. How new the
   * platform must be AMD's numbers say or Intel's status: each is a claim of its own TEE alone, so
   * that naming the other's refuses the machine.
   */
  static SchemeRules hcl() {
    List<RuleSpec> rules =
        List.of(
            rule("tee", TEXT_IN, "/tee", HARDWARE, "TEE"),
            rule("measurement", BYTES_IN, "/measurement", EXECUTABLES, "paravisor"),
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            rule("vmpl", AT_MOST, "/report/vmpl", CONFIGURATION, "VMPL"),
            rule("guest_svn", AT_LEAST, "/report/guest_svn", EXECUTABLES, "guest SVN"),
            rule("tcb.snp", AT_LEAST, "/report/tcb/reported/snp", HARDWARE, "SNP SVN"),
            rule(
                "tcb.microcode",
                AT_LEAST,
                "/report/tcb/reported/microcode",
                HARDWARE,
                "microcode SVN"),
            rule("tcb_status", TEXT_IN, "/tcb_status", HARDWARE, "TCB status"),
            offUnlessNamed("tcb_not_up_to_date", "/tcb_not_up_to_date", HARDWARE, "stale TCB"),
            warnsUnlessNamed(
                "tcb_early_worse",
                "/report/tcb/early/worse",
                HARDWARE,
                "worse by Intel's early set"),
            offUnlessNamed("debug", "/debug", CONFIGURATION, "debug"),
            AppraisalRules.pageSwap("/report"),
            AppraisalRules.aliasCheck("/report"),
            rule("mr_service_td", BYTES_IN, "/report/mr_service_td", CONFIGURATION, "service TD"),
            rule("secure_boot", FLAG, "/secure_boot", CONFIGURATION, "Secure Boot"),
            rule("user_data", BYTES_IN, "/user_data", CONFIGURATION, "user data"),
            rule("vm_id", TEXT_IN, "/vm_id", INSTANCE_IDENTITY, "VM"));
    Stream<RuleSpec> dubious =
        Stream.concat(
            DcapRules.dubiousTd(),
            Stream.of(DcapRules.outOfDate(), AppraisalRules.migrationAgent()));
    return new SchemeRules(
        "azure-hcl",
        Stream.concat(rules.stream(), dubious).toList(),
        List.of(
            List.of("measurement"),
            List.of("pcrs"),
            List.of("tcb.snp", "tcb_status"),
            List.of("tcb.microcode", "tcb_status")),
        Set.of(
            "tee",
            "measurement",
            "pcrs",
            "guest_svn",
            "tcb.snp",
            "tcb.microcode",
            "tcb_status",
            "secure_boot"),
        Set.of(4, 7, 8, 9, 11, 12, 14));
  }
}
