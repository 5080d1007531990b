package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a log on this machine: its keys in $ATTESTRY_HOME, its genesis in DIR.",
    footer = {"", "Exit: 0 made · 2 usage or input."})
final class InitCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = "Set up a shipped example (three-clouds), whose attesters are a lab's.")
  private Optional<String> example = Optional.empty();

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      required = true,
      description = "Name of the log, in every commit: log.example.org/2026")
  private String origin = "";

  @Option(
      names = "--bucket",
      paramLabel = "DIR",
      required = true,
      description = "The directory to make it in; empty or new.")
  private String bucket = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Optional<String> flows = Optional.empty();
    if (example.isPresent()) {
      new Installation(terminal).example(example.get());
      flows = Optional.of(Installation.exampleFlows(example.get()));
    }
    Settings made =
        new Init(terminal)
            .make(origin, terminal.path(bucket).toString(), example.isPresent(), flows);
    if (json) {
      ObjectNode o = Json.object();
      o.put("origin", made.origin()).put("shard", made.shard()).put("bucket", made.bucket());
      o.put("genesis", made.genesis().hex());
      terminal.out().println(o);
    } else {
      Style style = terminal.style();
      terminal.out().println(style.bold(origin) + " · " + made.bucket() + " (directory)");
      terminal.out().println("  genesis  " + made.genesis().hex());
      terminal.out().println("           auditors pin this: attestry audit --genesis …");
      terminal.out().println("  keys     " + HomeFolder.of(terminal).folder().resolve("keys"));
      terminal
          .out()
          .println("  next     attestry sweep" + (flows.isEmpty() ? " --flows FILE" : ""));
    }
    return Exit.GOOD;
  }
}
