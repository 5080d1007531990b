package dev.attestry.cli;

import picocli.CommandLine.Command;

/** {@code attestry policy}: tools for who writes policies. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "lint|explain|learn|diff|activate",
    description =
        "Checks, explains, proposes and compares appraisal policies, and brings them into force."
            + " See docs/policy.md.")
final class PolicyCommand {}
