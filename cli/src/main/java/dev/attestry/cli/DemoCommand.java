package dev.attestry.cli;

import picocli.CommandLine.Command;

/** {@code attestry demo}: only its parts do something. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Demonstrations, in a clone of the sources.")
final class DemoCommand {}
