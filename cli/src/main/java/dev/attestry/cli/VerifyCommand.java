package dev.attestry.cli;

import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.Policy;
import dev.attestry.cases.Case;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry verify}: one piece of evidence, or any number of case files. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges evidence and says why.",
      "With --format: one piece of evidence in FILE. Without: case files, each with its evidence",
      "beside it. What is not given (nonce, CRL, collateral) is skipped and named as such.",
      ""
    },
    customSynopsis = {
      "attestry verify --format NAME FILE [--part ROLE=FILE]... [--nonce [PART=]HEX]...",
      "                       [--at TIME] [--collateral DIR] [--anchor PEM]... [--policy FILE]",
      "                       [--json] [--ear FILE] [--ear-profile NAME]",
      "       attestry verify [--policy FILE] [--json] CASE..."
    },
    footer = {"", "Exit: 0 verified · 1 refuted or denied · 3 inconclusive · 2 unreadable."})
final class VerifyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ArgGroup(exclusive = false, heading = "One piece of evidence:%n")
  private GivenEvidence given = new GivenEvidence();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Also appraise what is verified: is it acceptable?")
  private Optional<String> policy = Optional.empty();

  @Mixin private EarOutput ear = new EarOutput();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE|CASE",
      arity = "1..*",
      description = "The evidence (with --format), or case files.")
  private List<String> files = new ArrayList<>();

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    Optional<Policy> rules = Optional.empty();
    if (policy.isPresent()) {
      String file = policy.get();
      rules = Optional.of(FlowFiles.policy(Document.read(terminal.path(file), file)));
    }
    if (ear.isAsked() && !given.isGiven()) {
      throw new UserError("--ear takes one piece of evidence", "name its format with --format.");
    }
    return given.isGiven() ? one(rules) : new CaseRun(terminal, rules, json).run(files);
  }

  private int one(Optional<Policy> rules) throws UserError, IOException, MalformedInput {
    if (files.size() > 1) {
      throw new UserError(
          "--format takes one FILE, " + files.size() + " were given",
          "name further parts of the same evidence with --part ROLE=FILE.");
    }
    Case one = given.read(terminal, files.get(0), Crypto.fastest());
    Judged judged = Judged.of(one, rules, terminal.clock().instant());
    if (ear.isAsked()) {
      ear.write(terminal, judged);
    }
    if (json) {
      terminal.out().println(VerificationJson.line(files.get(0), judged));
    } else {
      new VerificationPage(terminal.style())
          .of(files.get(0), judged)
          .forEach(terminal.out()::println);
    }
    return exit(judged);
  }

  static int exit(Judged judged) {
    if (judged.appraisal().filter(a -> a.decision() == Decision.DENY).isPresent()
        && judged.verification().verdict() == Verdict.VERIFIED) {
      return Exit.BAD;
    }
    return switch (judged.verification().verdict()) {
      case VERIFIED -> Exit.GOOD;
      case REFUTED -> Exit.BAD;
      case INCONCLUSIVE -> Exit.OPEN;
    };
  }
}
