package dev.attestry.cli;

import picocli.CommandLine.Command;

/** {@code attestry keys}: who may write to the log. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "new|add|remove|list",
    description = "Makes keys, lets them write to the log, lists who may. See docs/cli.md#keys.")
final class KeysCommand {}
