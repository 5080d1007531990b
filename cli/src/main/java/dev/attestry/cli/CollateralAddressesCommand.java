package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.cases.Case;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.CollateralAddresses;
import dev.attestry.crypto.Crypto;
import dev.attestry.sweep.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry collateral addresses}: what to fetch for a bundle. */
@Command(
    name = "addresses",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints where vendors publish what a piece of evidence is judged by, an address a line:",
      "what functions ask for, and what \"collateral import\" takes. Asks nobody.",
      ""
    },
    footer = {"", "Exit: 0 · 3 nobody publishes anything for it · 2 usage or input."})
final class CollateralAddressesCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ArgGroup(exclusive = false, multiplicity = "1", heading = "The evidence:%n")
  private GivenEvidence given = new GivenEvidence();

  @Parameters(index = "0", paramLabel = "FILE", description = "The evidence.")
  private String file = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CollateralAddressesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    if (!given.isGiven()) {
      throw new UserError("the format is not named", "name it with --format.");
    }
    Case one = given.read(terminal, file, Crypto.fastest());
    List<String> all =
        CollateralAddresses.of(
            new Target("given", "", one.scheme(), one.input().stated()),
            one.evidence(),
            one.input().collateral(),
            terminal.clock().instant());
    if (json) {
      ObjectNode o = Json.object().put("format", one.scheme().name());
      all.forEach(o.putArray("addresses")::add);
      terminal.out().println(o);
    } else {
      all.forEach(a -> terminal.out().println(Style.safe(a)));
      if (all.isEmpty()) {
        terminal
            .err()
            .println("attestry: no vendor publishes anything for this " + one.scheme().name());
      }
    }
    return all.isEmpty() ? Exit.OPEN : Exit.GOOD;
  }
}
