package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLint;
import dev.attestry.appraisal.PolicyNote;
import dev.attestry.codec.Json;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry policy lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Finds what is valid in a policy and still most likely wrong.",
    footer = {"", "Exit: 0 no errors · 1 errors · 2 not a policy."})
final class PolicyLintCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The policy, YAML or JSON.")
  private String file = "";

  @Option(
      names = "--flows",
      paramLabel = "FILE",
      description = "A flow map: names that it does not know are found too.")
  private Optional<String> flows = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PolicyLintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Document document = Document.read(terminal.path(file), file);
    Policy policy = FlowFiles.policy(document);
    List<PolicyNote> notes =
        flows.isEmpty() ? PolicyLint.of(policy) : PolicyLint.of(policy, components(), classes());
    if (json) {
      ObjectNode o = Json.object().put("policy", policy.id());
      ArrayNode all = o.putArray("notes");
      for (PolicyNote n : notes) {
        all.addObject()
            .put("severity", n.severity().label())
            .put("pointer", n.pointer())
            .put("message", n.message());
      }
      terminal.out().println(o);
    } else {
      print(document, policy, notes);
    }
    boolean errors = notes.stream().anyMatch(n -> n.severity() == PolicyNote.Severity.ERROR);
    return errors ? Exit.BAD : Exit.GOOD;
  }

  private void print(Document document, Policy policy, List<PolicyNote> notes) {
    Style style = terminal.style();
    for (PolicyNote n : notes) {
      String severity = n.severity().label();
      String painted =
          switch (n.severity()) {
            case ERROR -> style.red(severity);
            case WARNING -> style.yellow(severity);
            case INFO -> style.dim(severity);
          };
      terminal
          .out()
          .println(document.at(n.pointer()) + ": " + painted + ": " + Style.safe(n.message()));
    }
    terminal
        .out()
        .println(
            (notes.isEmpty() ? style.green("✔ ") + "nothing to say" : notes.size() + " notes")
                + " · "
                + policy.name()
                + " version "
                + policy.version()
                + " · "
                + policy.id());
  }

  private List<String> components() throws UserError, IOException {
    return map().components().stream().map(Component::name).toList();
  }

  private List<String> classes() throws UserError, IOException {
    return map().components().stream().map(Component::componentClass).distinct().toList();
  }

  private FlowMap map() throws UserError, IOException {
    String given = flows.orElseThrow();
    return FlowFiles.map(Document.read(terminal.path(given), given));
  }
}
