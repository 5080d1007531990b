package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyExplainer;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry policy explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says in sentences what a policy demands.",
    footer = {"", "Exit: 0 · 2 not a policy."})
final class PolicyExplainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The policy, YAML or JSON.")
  private String file = "";

  @Option(names = "--component", paramLabel = "NAME", description = "What holds for a component.")
  private Optional<String> component = Optional.empty();

  @Option(names = "--class", paramLabel = "NAME", description = "… of this class of the flow map.")
  private Optional<String> componentClass = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PolicyExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Policy policy = FlowFiles.policy(Document.read(terminal.path(file), file));
    List<PolicyExplainer.Line> lines = PolicyExplainer.explain(policy, component, componentClass);
    if (json) {
      ObjectNode o = Json.object().put("policy", policy.id());
      ArrayNode all = o.putArray("demands");
      lines.forEach(
          l ->
              all.addObject()
                  .put("about", l.about())
                  .put("rule", l.rule())
                  .put("words", l.words()));
      terminal.out().println(o);
      return Exit.GOOD;
    }
    terminal
        .out()
        .println(
            terminal.style().bold(policy.name())
                + " version "
                + policy.version()
                + " · "
                + policy.id()
                + component.map(c -> " · for " + c).orElse(" · for every component"));
    Table table = new Table("  ");
    lines.forEach(l -> table.row(l.about(), l.rule(), Style.safe(l.words())));
    table.lines().forEach(terminal.out()::println);
    return Exit.GOOD;
  }
}
