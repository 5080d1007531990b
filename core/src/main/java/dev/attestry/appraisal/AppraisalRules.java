package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.ALL_IN;
import static dev.attestry.appraisal.RuleKind.AT_LEAST;
import static dev.attestry.appraisal.RuleKind.AT_MOST;
import static dev.attestry.appraisal.RuleKind.BYTES_IN;
import static dev.attestry.appraisal.RuleKind.FLAG;
import static dev.attestry.appraisal.RuleKind.PCRS;
import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.offUnlessNamed;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.EXECUTABLES;
import static dev.attestry.result.TrustClaim.HARDWARE;
import static dev.attestry.result.TrustClaim.INSTANCE_IDENTITY;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import java.util.List;
import java.util.Optional;

/** Every rule that a policy may name, by scheme. A new scheme is one more table here. */
final class AppraisalRules {

  private static final List<SchemeRules> ALL = List.of(nitro(), nitroTpm(), tpm2Quote(), sevSnp());

  private AppraisalRules() {}

  static List<SchemeRules> all() {
    return ALL;
  }

  static List<String> schemes() {
    return ALL.stream().map(SchemeRules::scheme).toList();
  }

  static Optional<SchemeRules> of(String scheme) {
    return ALL.stream().filter(s -> s.scheme().equals(scheme)).findFirst();
  }

  private static SchemeRules nitro() {
    return new SchemeRules(
        "nitro",
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            offUnlessNamed("debug", "/debug", CONFIGURATION, "debug mode"),
            rule("module_id", TEXT_IN, "/module_id", INSTANCE_IDENTITY, "enclave"),
            rule("public_key", BYTES_IN, "/public_key", INSTANCE_IDENTITY, "public key"),
            rule("user_data", BYTES_IN, "/user_data", CONFIGURATION, "user data")),
        List.of(List.of("pcrs")));
  }

  private static SchemeRules nitroTpm() {
    return new SchemeRules(
        "nitrotpm",
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            rule("module_id", TEXT_IN, "/module_id", INSTANCE_IDENTITY, "instance"),
            rule("public_key", BYTES_IN, "/public_key", INSTANCE_IDENTITY, "public key"),
            rule("user_data", BYTES_IN, "/user_data", CONFIGURATION, "user data")),
        List.of(List.of("pcrs")));
  }

  private static SchemeRules tpm2Quote() {
    return new SchemeRules(
        "tpm2-quote",
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            rule("ak.provenance", TEXT_IN, "/ak/provenance", INSTANCE_IDENTITY, "AK provenance"),
            rule("ak.sha256", BYTES_IN, "/ak/sha256", INSTANCE_IDENTITY, "attestation key"),
            rule("boot.secure_boot", FLAG, "/boot/secure_boot", CONFIGURATION, "Secure Boot"),
            rule("boot.authorities", ALL_IN, "/boot/authorities", EXECUTABLES, "boot authority"),
            rule(
                "boot.applications", ALL_IN, "/boot/applications", EXECUTABLES, "boot application"),
            rule("boot.command_line", ALL_IN, "/boot/command_line", CONFIGURATION, "command line"),
            rule("ima.files", ALL_IN, "/ima/files", EXECUTABLES, "IMA file digest"),
            rule("ima.violations", AT_MOST, "/ima/violations", EXECUTABLES, "IMA violations"),
            rule("firmware_version", BYTES_IN, "/firmware_version", HARDWARE, "TPM firmware")),
        List.of(List.of("pcrs", "boot.applications"), List.of("ak.provenance", "ak.sha256")));
  }

  private static SchemeRules sevSnp() {
    return new SchemeRules(
        "sev-snp",
        List.of(
            rule("measurement", BYTES_IN, "/measurement", EXECUTABLES, "launch measurement"),
            rule("host_data", BYTES_IN, "/host_data", CONFIGURATION, "host data"),
            rule("id_key_digest", BYTES_IN, "/id_key_digest", EXECUTABLES, "ID key digest"),
            rule("author_key_digest", BYTES_IN, "/author_key_digest", EXECUTABLES, "author key"),
            rule("guest_svn", AT_LEAST, "/guest_svn", EXECUTABLES, "guest SVN"),
            rule("vmpl", AT_MOST, "/vmpl", CONFIGURATION, "VMPL"),
            offUnlessNamed("policy.debug", "/policy/debug", CONFIGURATION, "debug"),
            offUnlessNamed(
                "policy.migrate_ma", "/policy/migrate_ma", CONFIGURATION, "migration agent"),
            rule("policy.smt_allowed", FLAG, "/policy/smt_allowed", CONFIGURATION, "SMT allowed"),
            rule(
                "policy.single_socket", FLAG, "/policy/single_socket", CONFIGURATION, "one socket"),
            rule(
                "tcb.reported.bootloader",
                AT_LEAST,
                "/tcb/reported/bootloader",
                HARDWARE,
                "boot loader SVN"),
            rule("tcb.reported.tee", AT_LEAST, "/tcb/reported/tee", HARDWARE, "TEE SVN"),
            rule("tcb.reported.snp", AT_LEAST, "/tcb/reported/snp", HARDWARE, "SNP firmware SVN"),
            rule(
                "tcb.reported.microcode",
                AT_LEAST,
                "/tcb/reported/microcode",
                HARDWARE,
                "microcode SVN"),
            rule("tcb.reported.fmc", AT_LEAST, "/tcb/reported/fmc", HARDWARE, "FMC SVN"),
            rule(
                "platform_info.smt_enabled",
                FLAG,
                "/platform_info/smt_enabled",
                HARDWARE,
                "SMT on"),
            rule(
                "platform_info.tsme_enabled",
                FLAG,
                "/platform_info/tsme_enabled",
                HARDWARE,
                "TSME on"),
            rule("product", TEXT_IN, "/product", HARDWARE, "product"),
            rule("chip_id", BYTES_IN, "/chip_id", INSTANCE_IDENTITY, "chip")),
        List.of(
            List.of("measurement", "id_key_digest", "author_key_digest"),
            List.of("tcb.reported.snp"),
            List.of("tcb.reported.microcode")));
  }
}
