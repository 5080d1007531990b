package dev.attestry.cli;

import dev.attestry.cli.Receipts.DamagedReceipt;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
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
      case IOException io -> print(io(io), next(io), Exit.USAGE);
      default -> internal(e);
    };
  }

  /** What an I/O error means, in words. */
  static String io(IOException e) {
    String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    String reason = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException f && f.getReason() != null) {
      reason = f.getReason();
    }
    return switch (e) {
      case NoSuchFileException n -> "no such file: " + file;
      case AccessDeniedException a -> "permission denied: " + file;
      case FileAlreadyExistsException a -> "there is already a file " + file;
      case NotDirectoryException n -> "not a directory: " + file;
      default ->
          full(reason)
              ? "the disk is full" + (file.isEmpty() ? "" : ": " + file)
              : (file.isEmpty() ? "" : file + ": ") + reason;
    };
  }

  private static String next(IOException e) {
    if (full(String.valueOf(e.getMessage()))) {
      return "make room and run the same command again: nothing was half written.";
    }
    return switch (e) {
      case NoSuchFileException n -> "check the path.";
      case AccessDeniedException a -> "check who may read and write there.";
      case FileAlreadyExistsException a -> "choose another name, or move it away.";
      case DamagedReceipt d ->
          "restore it, or remove it if you know where the log must end: without it a missing tail"
              + " shows only to others.";
      default -> "nothing was half written; put it right and run the same command again.";
    };
  }

  private static boolean full(String reason) {
    String r = reason.toLowerCase(Locale.ROOT);
    return r.contains("no space left") || r.contains("quota exceeded") || r.contains("disk full");
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
