package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.AT_LEAST;
import static dev.attestry.appraisal.RuleKind.AT_MOST;
import static dev.attestry.appraisal.RuleKind.BYTES_IN;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for Intel's quotes: what TDs and enclaves say, and what Intel says of their platform.
 */
final class DcapRules {

  private static final List<RuleSpec> PLATFORM =
      List.of(
          rule("tcb.status", TEXT_IN, "/tcb/status", HARDWARE, "TCB status"),
          rule(
              "tcb.evaluation_data_number",
              AT_LEAST,
              "/tcb/evaluation_data_number",
              HARDWARE,
              "TCB evaluation data number"),
          rule("tcb.early.status", TEXT_IN, "/tcb/early/status", HARDWARE, "early TCB status"),
          warnsUnlessNamed(
              "tcb.early.worse", "/tcb/early/worse", HARDWARE, "worse by Intel's early set"),
          rule("pck.fmspc", BYTES_IN, "/pck/fmspc", HARDWARE, "platform family (FMSPC)"),
          rule(
              "pck.platform_instance_id",
              BYTES_IN,
              "/pck/platform_instance_id",
              INSTANCE_IDENTITY,
              "platform instance"),
          offUnlessNamed("dubious.debug", "/dubious/debug", CONFIGURATION, "debug"),
          outOfDate());

  private DcapRules() {}

  static SchemeRules tdx() {
    List<RuleSpec> rules =
        List.of(
            rule("mrtd", BYTES_IN, "/mrtd", EXECUTABLES, "initial contents (MRTD)"),
            rule("rtmr0", BYTES_IN, "/rtmr0", CONFIGURATION, "RTMR0, virtual firmware"),
            rule("rtmr1", BYTES_IN, "/rtmr1", EXECUTABLES, "RTMR1, boot loader and kernel"),
            rule("rtmr2", BYTES_IN, "/rtmr2", EXECUTABLES, "RTMR2, operating system"),
            rule("rtmr3", BYTES_IN, "/rtmr3", EXECUTABLES, "RTMR3, application"),
            rule("mr_config_id", BYTES_IN, "/mr_config_id", CONFIGURATION, "MRCONFIGID"),
            rule("mr_owner", BYTES_IN, "/mr_owner", CONFIGURATION, "MROWNER"),
            rule("mr_owner_config", BYTES_IN, "/mr_owner_config", CONFIGURATION, "MROWNERCONFIG"),
            rule("mr_seam", BYTES_IN, "/mr_seam", HARDWARE, "TDX module (MRSEAM)"),
            rule("mr_service_td", BYTES_IN, "/mr_service_td", CONFIGURATION, "service TD"),
            rule("td_attributes", BYTES_IN, "/td_attributes", CONFIGURATION, "TD attributes"),
            rule("xfam", BYTES_IN, "/xfam", CONFIGURATION, "XFAM"));
    return rules(
        "tdx",
        Stream.of(rules.stream(), BootRules.ALL.stream(), dubiousTd()).flatMap(s -> s),
        List.of(List.of("mrtd")),
        BootRules.learnedWith("mrtd"));
  }

  static SchemeRules sgx() {
    Stream<RuleSpec> rules =
        Stream.of(
            rule("mrenclave", BYTES_IN, "/mrenclave", EXECUTABLES, "enclave (MRENCLAVE)"),
            rule("mrsigner", BYTES_IN, "/mrsigner", EXECUTABLES, "signer (MRSIGNER)"),
            // A product is not better for a higher number: name both to say which it must be.
            rule("isv_prod_id.min", AT_LEAST, "/isv_prod_id", EXECUTABLES, "product (ISVPRODID)"),
            rule("isv_prod_id.max", AT_MOST, "/isv_prod_id", EXECUTABLES, "product (ISVPRODID)"),
            rule("isv_svn", AT_LEAST, "/isv_svn", EXECUTABLES, "enclave SVN"),
            rule("attributes", BYTES_IN, "/attributes", CONFIGURATION, "enclave attributes"),
            rule("config_id", BYTES_IN, "/config_id", CONFIGURATION, "CONFIGID"),
            rule("isv_family_id", BYTES_IN, "/isv_family_id", CONFIGURATION, "family"));
    // A signer vouches for many products, and for each of their old versions.
    return rules(
        "sgx",
        rules,
        List.of(
            List.of("mrenclave", "mrsigner"),
            List.of("isv_prod_id.min", "mrenclave"),
            List.of("isv_prod_id.max", "mrenclave"),
            List.of("isv_svn", "mrenclave")),
        Set.of("mrenclave", "mrsigner", "isv_prod_id.min", "isv_prod_id.max", "isv_svn"));
  }

  /** Doors of a TD, bare or under a paravisor: the claims have one name wherever it stands. */
  static Stream<RuleSpec> dubiousTd() {
    return Stream.of(
        dubious("sept_ve_enabled", "EPT violations to the guest"),
        dubious("migratable", "migration"),
        dubious("perfmon", "performance monitoring"),
        dubious("service_td_bound", "a bound service TD"),
        dubious("td_relaunch_advised", "launched under an old module"));
  }

  static RuleSpec outOfDate() {
    return offUnlessNamed("dubious.out_of_date", "/dubious/out_of_date", HARDWARE, "old TCB");
  }

  private static RuleSpec dubious(String flag, String words) {
    return offUnlessNamed("dubious." + flag, "/dubious/" + flag, CONFIGURATION, words);
  }

  private static SchemeRules rules(
      String scheme, Stream<RuleSpec> own, List<List<String>> required, Set<String> learned) {
    Set<String> all =
        Stream.concat(learned.stream(), Stream.of("tcb.evaluation_data_number"))
            .collect(Collectors.toUnmodifiableSet());
    return new SchemeRules(
        scheme, Stream.concat(own, PLATFORM.stream()).toList(), required, all, Set.of());
  }
}
