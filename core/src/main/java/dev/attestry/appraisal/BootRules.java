package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.ALL_IN;
import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.EXECUTABLES;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for what a boot log says, whichever quote bears it out: a TPM's or a TD's. */
final class BootRules {

  static final List<RuleSpec> ALL =
      List.of(
          rule("boot.secure_boot", TEXT_IN, "/boot/secure_boot", CONFIGURATION, "Secure Boot"),
          rule("boot.separators", TEXT_IN, "/boot/separators", CONFIGURATION, "separators"),
          rule("boot.authorities", ALL_IN, "/boot/authorities", EXECUTABLES, "boot authorities"),
          rule("boot.applications", ALL_IN, "/boot/applications", EXECUTABLES, "boot applications"),
          rule(
              "boot.kernel_command_lines",
              ALL_IN,
              "/boot/kernel_command_lines",
              CONFIGURATION,
              "kernel command lines"));

  private BootRules() {}

  /** What learning proposes with the rules of a quote: all of it. */
  static Set<String> learnedWith(String... ofTheQuote) {
    Set<String> names = ALL.stream().map(RuleSpec::name).collect(Collectors.toSet());
    names.addAll(List.of(ofTheQuote));
    return Set.copyOf(names);
  }
}
