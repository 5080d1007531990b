package dev.attestry.cli;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry policy learn}. */
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proposes reference values from evidence, as a policy that nobody has reviewed.",
      "Only genuine evidence is learned from; what is dubious in it is never named.",
      ""
    },
    customSynopsis = {
      "attestry policy learn [--name NAME] [--json] CASE...",
      "       attestry policy learn [--name NAME] [--json] --format NAME FILE [options of verify]"
    },
    footer = {"", "Exit: 0 learned · 1 the evidence is not genuine · 2 usage or input."})
final class PolicyLearnCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ArgGroup(exclusive = false, heading = "One piece of evidence:%n")
  private GivenEvidence given = new GivenEvidence();

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the policy.")
  private String name = "learned";

  @Option(names = "--json", description = "Print JSON instead of YAML.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE|CASE",
      arity = "1..*",
      description = "The evidence (with --format), or case files.")
  private List<String> files = new ArrayList<>();

  PolicyLearnCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    if (given.isGiven() && files.size() > 1) {
      throw new UserError("--format takes one FILE", "learn from several as case files.");
    }
    List<VerifiedEvidence> genuine = new ArrayList<>();
    for (String file : files) {
      genuine.add(verified(file));
    }
    Policy policy = PolicyLearner.learn(name, genuine);
    if (json) {
      terminal.out().println(policy.canonical());
    } else {
      terminal.out().print(header(PolicyLearner.refused(genuine)) + yaml(policy));
    }
    return Exit.GOOD;
  }

  private VerifiedEvidence verified(String file) throws UserError, IOException, MalformedInput {
    Crypto crypto = Crypto.fastest();
    Case one =
        given.isGiven()
            ? given.read(terminal, file, crypto)
            : CaseFile.read(terminal.path(file), crypto);
    Verification v = one.verify();
    Optional<VerifiedEvidence> genuine = VerifiedEvidence.of(v);
    if (genuine.isEmpty()) {
      String why =
          v.first(Outcome.FAILED)
              .or(() -> v.first(Outcome.SKIPPED))
              .map(f -> ": " + f.check().id() + ": " + f.detail())
              .orElse("");
      throw new UserError(
          file + " is " + v.verdict().label() + why,
          "learn from evidence that \"attestry verify\" calls verified.",
          Exit.BAD);
    }
    return genuine.get();
  }

  private static String yaml(Policy policy) throws IOException {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    return new YAMLMapper(factory).writeValueAsString(policy.canonical());
  }

  /** What to look at; a door that evidence needs is left to whoever looks. */
  private static String header(SortedSet<String> refused) {
    String review =
        "# Proposed from evidence, and reviewed by nobody: look at every value, then say so"
            + " below.\n";
    return refused.isEmpty()
        ? review
        : review
            + "# Some of the evidence is refused for this until it is named: "
            + String.join(", ", refused)
            + ".\n";
  }
}
