package dev.attestry.cli;

import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one clear line, what to do next, and an exit code. */
final class Errors {

  private final Terminal terminal;

  Errors(Terminal terminal) {
    this.terminal = terminal;
  }

  int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String hint =
        e instanceof UnmatchedArgumentException u && !u.getSuggestions().isEmpty()
            ? "did you mean " + u.getSuggestions().get(0) + "? See \"" + name + " --help\"."
            : "see \"" + name + " --help\".";
    return print(firstLine(String.valueOf(e.getMessage())), hint, Exit.USAGE);
  }

  int execution(Exception e, CommandLine command, ParseResult parsed) {
    return report(e);
  }

  int report(Throwable e) {
    return switch (e) {
      case UserError u -> print(String.valueOf(u.getMessage()), u.next(), u.exit());
      case MalformedInput m ->
          print(String.valueOf(m.getMessage()), "correct that file, or give another.", Exit.USAGE);
      case IOException io -> print(IoWords.what(io), IoWords.next(io), Exit.USAGE);
      default -> internal(e);
    };
  }

  /**
   * A fault of ours. The trace helps who looks into it and nobody else, so it must be asked for.
   */
  private int internal(Throwable e) {
    if (Optional.ofNullable(terminal.environment().get("ATTESTRY_TRACE")).isPresent()) {
      e.printStackTrace(terminal.err());
    }
    StackTraceElement[] trace = e.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return print(
        "internal error: " + e.getClass().getSimpleName() + where,
        "this is a fault of attestry; report it with the output of ATTESTRY_TRACE=1.",
        Exit.USAGE);
  }

  private int print(String what, String next, int exit) {
    Style style = new Style(terminal.color());
    terminal.err().println(style.red("attestry: ") + Style.safe(what));
    terminal.err().println("  next: " + Style.safe(next));
    terminal.err().flush();
    return exit;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("wrong usage");
  }
}
