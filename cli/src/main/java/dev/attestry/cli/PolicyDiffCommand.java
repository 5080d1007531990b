package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyDiff;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry policy diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Says what a change of a policy loosens and tightens.",
    footer = {"", "Exit: 0 the same · 1 they differ · 2 not a policy."})
final class PolicyDiffCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The policy before.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The policy after.")
  private String after = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PolicyDiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Policy old = FlowFiles.policy(Document.read(terminal.path(before), before));
    Policy now = FlowFiles.policy(Document.read(terminal.path(after), after));
    List<PolicyDiff.Change> changes = PolicyDiff.between(old, now);
    if (json) {
      terminal.out().println(json(old, now, changes));
    } else {
      print(changes);
    }
    return changes.isEmpty() ? Exit.GOOD : Exit.BAD;
  }

  private static ObjectNode json(Policy old, Policy now, List<PolicyDiff.Change> changes) {
    ObjectNode o = Json.object().put("before", old.id()).put("after", now.id());
    ArrayNode all = o.putArray("changes");
    for (PolicyDiff.Change c : changes) {
      ObjectNode one =
          all.addObject().put("effect", c.effect().label()).put("pointer", c.pointer());
      c.before().ifPresent(b -> one.set("before", b));
      c.after().ifPresent(a -> one.set("after", a));
    }
    return o;
  }

  private void print(List<PolicyDiff.Change> changes) {
    Style style = terminal.style();
    Table table = new Table("  ");
    for (PolicyDiff.Change c : changes) {
      String effect =
          switch (c.effect()) {
            case LOOSENS -> style.red(c.effect().label());
            case TIGHTENS -> style.green(c.effect().label());
            case CHANGES -> style.yellow(c.effect().label());
          };
      table.row(
          effect,
          c.pointer(),
          c.before().map(b -> Style.safe(b.toString())).orElse("not named")
              + " → "
              + c.after().map(a -> Style.safe(a.toString())).orElse("not named"));
    }
    table.lines().forEach(terminal.out()::println);
    if (changes.isEmpty()) {
      terminal.out().println("  they mean the same");
    }
  }
}
