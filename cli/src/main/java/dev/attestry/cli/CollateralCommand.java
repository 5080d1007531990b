package dev.attestry.cli;

import picocli.CommandLine.Command;

/** {@code attestry collateral}: what vendors publish, for functions without a way out. */
@Command(
    name = "collateral",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "import|addresses",
    description =
        "Brings what vendors publish into a log's bucket by hand, and says what evidence needs.")
final class CollateralCommand {}
