package dev.attestry.cli;

import dev.attestry.codec.MalformedInput;
import dev.attestry.sweep.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry policy activate}: what functions go by, in a log that no lab writes to. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a flow map, its policy and grace windows, and the built-in anchors into force in"
          + " this",
      "home's log: new objects by their hash, and an entry signed by the policy key. Checks"
          + " nothing."
    },
    footer = {"", "Exit: 0 in force · 2 usage, input, or a version that does not rise."})
final class PolicyActivateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--flows",
      required = true,
      paramLabel = "FILE",
      description = "The flow map; its policy lies beside it, as for a sweep.")
  private String flows = "";

  @Option(
      names = "--anchor",
      paramLabel = "PEM",
      description =
          "A root certificate, a key or an issuer (https://…) to trust besides the built-in ones.")
  private List<String> anchors = new ArrayList<>();

  PolicyActivateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    FlowFiles files = FlowFiles.read(terminal.path(flows), flows);
    if (files.map().lab()) {
      throw new UserError(
          "the flow map is of a lab: functions refuse it",
          "\"attestry sweep --flows " + flows + "\" brings it into force in a lab's log.");
    }
    Workspace w = Workspace.open(terminal, Optional.empty());
    Order order =
        new Order(
            files.map(),
            files.policy(),
            files.graces(),
            AnchorFiles.withBuiltIn(terminal, anchors),
            Map.of());
    new Activating(terminal).run(w, order, w.appender(terminal));
    terminal
        .out()
        .println(
            "in force: flow map "
                + files.map().name()
                + " version "
                + files.map().version()
                + ", policy "
                + files.policy().name()
                + " version "
                + files.policy().version());
    return Exit.GOOD;
  }
}
