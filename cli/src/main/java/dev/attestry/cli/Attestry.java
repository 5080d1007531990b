package dev.attestry.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command and its parts. */
@Command(
    name = "attestry",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Verifies attestation evidence and links the verdicts into an immutable chain.",
    footer = {
      "",
      "Exit codes: 0 good · 1 bad (refuted, denied, below, not clean) ·",
      "2 usage or input · 3 open (a gap, or not enough to tell).",
      "Settings and keys live in $ATTESTRY_HOME (default: .attestry here)."
    })
final class Attestry {

  private Attestry() {}

  /** Runs one command line and returns its exit code. Never throws. */
  static int run(Terminal terminal, String... args) {
    Errors errors = new Errors(terminal);
    try {
      return commandLine(terminal, errors).execute(args);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return errors.report(e);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  static CommandLine commandLine(Terminal terminal, Errors errors) {
    CommandLine command =
        new CommandLine(new Attestry())
            .addSubcommand(new VerifyCommand(terminal))
            .addSubcommand(new InitCommand(terminal))
            .addSubcommand(new UploadCommand(terminal))
            .addSubcommand(new SweepCommand(terminal))
            .addSubcommand(new AuditCommand(terminal))
            .addSubcommand(new ShowCommand(terminal))
            .addSubcommand(
                new CommandLine(new KeysCommand())
                    .addSubcommand(new KeysNewCommand(terminal))
                    .addSubcommand(new KeysAddCommand(terminal))
                    .addSubcommand(new KeysRemoveCommand(terminal))
                    .addSubcommand(new KeysListCommand(terminal)))
            .addSubcommand(
                new CommandLine(new PolicyCommand())
                    .addSubcommand(new PolicyLintCommand(terminal))
                    .addSubcommand(new PolicyExplainCommand(terminal))
                    .addSubcommand(new PolicyLearnCommand(terminal))
                    .addSubcommand(new PolicyDiffCommand(terminal))
                    .addSubcommand(new PolicyActivateCommand(terminal)))
            .addSubcommand(
                new CommandLine(new CollateralCommand())
                    .addSubcommand(new CollateralImportCommand(terminal))
                    .addSubcommand(new CollateralAddressesCommand(terminal)))
            .addSubcommand(new DoctorCommand(terminal))
            .addSubcommand(
                new CommandLine(new DemoCommand()).addSubcommand(new DemoCloudsCommand(terminal)))
            .addSubcommand(new AutoComplete.GenerateCompletion());
    return command
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(110)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler(errors::usage)
        .setExecutionExceptionHandler(errors::execution);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
