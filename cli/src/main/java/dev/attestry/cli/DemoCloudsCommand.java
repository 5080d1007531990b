package dev.attestry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code attestry demo clouds}: finds the demonstration, which has the clouds' SDKs and is no part
 * of a distribution; the launcher of a clone builds it.
 */
@Command(
    name = "clouds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the functions of all three clouds on this machine, over one bucket with Object Lock,",
      "and kills one of them in the middle. Loopback only; installs nothing.",
      ""
    },
    footer = {
      "",
      "Exit: 0 the log is clean and each flow as its map requires · 1 not so ·",
      "3 something is missing (it says what), or did not come in time · 2 it failed."
    })
final class DemoCloudsCommand implements Callable<Integer> {

  private static final String TOOL = "attestry-demo-clouds";

  private final Terminal terminal;

  @Option(
      names = "--json",
      description = "Print one JSON object; the story goes to standard error.")
  private boolean json;

  DemoCloudsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    ToolProvider demo =
        new Installation(terminal)
            .services("demo", ToolProvider.class)
            .filter(t -> t.name().equals(TOOL))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "the demonstration is no part of a distribution",
                        "run ./attestry demo clouds in a clone of the sources."));
    return demo.run(terminal.out(), terminal.err(), json ? new String[] {"--json"} : new String[0]);
  }
}
