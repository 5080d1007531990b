package dev.attestry.appraisal;

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
import java.util.Set;
import java.util.stream.Stream;

/** Every rule that a policy may name, by scheme. A new scheme is one more table here. */
final class AppraisalRules {

  private static final List<SchemeRules> ALL =
      List.of(
          nitro(),
          nitroTpm(),
          tpm2Quote(),
          sevSnp(),
          DcapRules.tdx(),
          DcapRules.sgx(),
          AzureRules.maa(),
          AzureRules.hcl(),
          AzureRules.cvm(),
          InstanceRules.azureImds(),
          InstanceRules.awsIid(),
          GcpRules.token(),
          GcpRules.endorsement(),
          GcpRules.identity(),
          GcpRules.endorsedSnp(sevSnp()),
          GcpRules.endorsedTdx(),
          GcpRules.shieldedVm(tpm2Quote()),
          PostureRules.posture());

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

  /** AWS: PCR0 to 2 are the image; 3 and 4 belong to the parent instance. */
  private static SchemeRules nitro() {
    return new SchemeRules(
        "nitro",
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            offUnlessNamed("debug", "/debug", CONFIGURATION, "debug mode"),
            rule("module_id", TEXT_IN, "/module_id", INSTANCE_IDENTITY, "enclave"),
            rule("public_key", BYTES_IN, "/public_key", INSTANCE_IDENTITY, "public key"),
            rule("user_data", BYTES_IN, "/user_data", CONFIGURATION, "user data")),
        List.of(List.of("pcrs")),
        Set.of("pcrs"),
        Set.of(0, 1, 2));
  }

  /** AWS checks an Attestable AMI by PCR4 and 12, or by PCR7; PCR0 and 1 vary. */
  private static SchemeRules nitroTpm() {
    return new SchemeRules(
        "nitrotpm",
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            rule("module_id", TEXT_IN, "/module_id", INSTANCE_IDENTITY, "instance"),
            rule("public_key", BYTES_IN, "/public_key", INSTANCE_IDENTITY, "public key"),
            rule("user_data", BYTES_IN, "/user_data", CONFIGURATION, "user data")),
        List.of(List.of("pcrs")),
        Set.of("pcrs"),
        Set.of(4, 7, 12));
  }

  /** PCR4, 7: boot manager, Secure Boot; 8, 9, 11, 12, 14: what boot loaders measure. */
  private static SchemeRules tpm2Quote() {
    List<RuleSpec> quoted =
        List.of(
            rule("pcrs", PCRS, "/pcrs", EXECUTABLES, "PCR"),
            rule("ak.provenance", TEXT_IN, "/ak/provenance", INSTANCE_IDENTITY, "AK provenance"),
            rule("ak.key_sha256", BYTES_IN, "/ak/key_sha256", INSTANCE_IDENTITY, "AK"),
            rule("ak.root_sha256", BYTES_IN, "/ak/root_sha256", HARDWARE, "root of the AK"),
            offUnlessNamed(
                "ak.unrevocable", "/ak/unrevocable", INSTANCE_IDENTITY, "AK that none can revoke"),
            rule("firmware_version", BYTES_IN, "/firmware_version", HARDWARE, "TPM firmware"));
    List<RuleSpec> ima =
        List.of(
            rule("ima.violations", AT_MOST, "/ima/violations", EXECUTABLES, "IMA violations"),
            rule(
                "ima.boot_aggregate",
                TEXT_IN,
                "/ima/boot_aggregate",
                EXECUTABLES,
                "IMA boot aggregate"));
    return new SchemeRules(
        "tpm2-quote",
        Stream.of(quoted, BootRules.ALL, ima).flatMap(List::stream).toList(),
        List.of(
            List.of("pcrs", "boot.applications"),
            List.of("ak.provenance", "ak.key_sha256", "ak.root_sha256")),
        BootRules.learnedWith("pcrs", "ak.provenance", "ima.violations"),
        Set.of(4, 7, 8, 9, 11, 12, 14));
  }

  private static SchemeRules sevSnp() {
    List<RuleSpec> tcb =
        Stream.of("bootloader", "tee", "snp", "microcode", "fmc")
            .flatMap(level -> Stream.of(floor("reported", level), floor("committed", level)))
            .toList();
    List<RuleSpec> rules =
        List.of(
            rule("measurement", BYTES_IN, "/measurement", EXECUTABLES, "launch measurement"),
            rule("host_data", BYTES_IN, "/host_data", CONFIGURATION, "host data"),
            rule("id_key_digest", BYTES_IN, "/id_key_digest", EXECUTABLES, "ID key"),
            rule("author_key_digest", BYTES_IN, "/author_key_digest", EXECUTABLES, "author key"),
            rule("guest_svn", AT_LEAST, "/guest_svn", EXECUTABLES, "guest SVN"),
            rule("vmpl", AT_MOST, "/vmpl", CONFIGURATION, "VMPL"),
            offUnlessNamed("policy.debug", "/policy/debug", CONFIGURATION, "debug"),
            migrationAgent(),
            rule("policy.smt_allowed", FLAG, "/policy/smt_allowed", CONFIGURATION, "SMT allowed"),
            rule(
                "policy.single_socket",
                FLAG,
                "/policy/single_socket",
                CONFIGURATION,
                "single socket"),
            rule(
                "policy.ciphertext_hiding_dram",
                FLAG,
                "/policy/ciphertext_hiding_dram",
                CONFIGURATION,
                "ciphertext hiding"),
            pageSwap(""),
            aliasCheck(""),
            rule(
                "platform_info.smt_enabled",
                FLAG,
                "/platform_info/smt_enabled",
                HARDWARE,
                "SMT on the platform"),
            rule(
                "platform_info.tsme_enabled",
                FLAG,
                "/platform_info/tsme_enabled",
                HARDWARE,
                "TSME on the platform"),
            rule("product", TEXT_IN, "/product", HARDWARE, "product"),
            rule("signing_key", TEXT_IN, "/signing_key", HARDWARE, "signing key"),
            rule("csp_id", TEXT_IN, "/csp_id", INSTANCE_IDENTITY, "cloud provider"),
            rule("chip_id", BYTES_IN, "/chip_id", INSTANCE_IDENTITY, "chip"));
    return new SchemeRules(
        "sev-snp",
        Stream.concat(rules.stream(), tcb.stream()).toList(),
        List.of(
            List.of("measurement", "id_key_digest", "author_key_digest"),
            List.of("tcb.reported.snp"),
            List.of("tcb.reported.microcode")),
        Set.of(
            "measurement",
            "host_data",
            "id_key_digest",
            "author_key_digest",
            "guest_svn",
            "vmpl",
            "product",
            "tcb.reported.bootloader",
            "tcb.reported.tee",
            "tcb.reported.snp",
            "tcb.reported.microcode",
            "tcb.reported.fmc"),
        Set.of());
  }

  /** No part of the launch measurement, so that only a rule sees it. */
  static RuleSpec migrationAgent() {
    return offUnlessNamed(
        "policy.migrate_ma", "/policy/migrate_ma", CONFIGURATION, "migration agent");
  }

  /** Whether the host may not move the guest's pages: what Heracles needs is off. */
  static RuleSpec pageSwap(String report) {
    return rule(
        "policy.page_swap_disabled",
        FLAG,
        report + "/policy/page_swap_disabled",
        CONFIGURATION,
        "page swapping disabled");
  }

  /**
   * Whether the firmware looked for memory that answers at two addresses: BadRAM. Off in genuine
   * reports of older firmware, so that a policy must ask for it.
   */
  static RuleSpec aliasCheck(String report) {
    return rule(
        "platform_info.alias_check_complete",
        FLAG,
        report + "/platform_info/alias_check_complete",
        HARDWARE,
        "memory alias check");
  }

  private static RuleSpec floor(String which, String level) {
    return rule(
        "tcb." + which + "." + level,
        AT_LEAST,
        "/tcb/" + which + "/" + level,
        HARDWARE,
        which + " " + level + " SVN");
  }
}
