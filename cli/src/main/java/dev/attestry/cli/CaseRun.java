package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Judges case files, in order; one that cannot be judged never stops the others. */
final class CaseRun {

  private final Terminal terminal;
  private final Optional<Policy> policy;
  private final boolean json;

  CaseRun(Terminal terminal, Optional<Policy> policy, boolean json) {
    this.terminal = terminal;
    this.policy = policy;
    this.json = json;
  }

  int run(List<String> files) {
    Crypto crypto = Crypto.fastest().rememberingCertificates(1000);
    // Judged side by side, printed in order.
    return IntStream.range(0, files.size())
        .parallel()
        .mapToObj(i -> judge(files.get(i), crypto))
        .sequential()
        .mapToInt(a -> print(a, files.size() == 1))
        .reduce(Exit.GOOD, Exit::worst);
  }

  /** How one case came out: an answer, or why there is none. */
  private sealed interface Answer {
    record Answered(String file, Judged judged) implements Answer {}

    record Unreadable(String file, String why) implements Answer {}
  }

  /**
   * Everything that can go wrong with one case ends here, a fault of ours included: it then counts
   * as not judged, never as passed.
   */
  private Answer judge(String file, Crypto crypto) {
    try {
      Case one = CaseFile.read(terminal.path(file), crypto);
      return new Answer.Answered(file, Judged.of(one, policy, terminal.clock().instant()));
    } catch (MalformedInput e) {
      return new Answer.Unreadable(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Answer.Unreadable(file, IoWords.what(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Answer.Unreadable(file, "internal error: " + e.getClass().getSimpleName());
    }
  }

  private int print(Answer answer, boolean single) {
    return switch (answer) {
      case Answer.Answered a -> {
        if (json) {
          terminal.out().println(VerificationJson.line(a.file(), a.judged()));
        } else {
          VerificationPage page = new VerificationPage(terminal.style());
          (single ? page.of(a.file(), a.judged()) : page.brief(a.file(), a.judged()))
              .forEach(terminal.out()::println);
        }
        yield VerifyCommand.exit(a.judged());
      }
      case Answer.Unreadable u -> {
        if (json) {
          ObjectNode line = Json.object();
          line.put("case", u.file()).put("verification", Verdict.INCONCLUSIVE.label());
          line.put("complete", false).put("error", u.why()).putArray("findings");
          terminal.out().println(line);
        }
        terminal.err().println("attestry: " + Style.safe(u.file() + ": " + u.why()));
        yield Exit.USAGE;
      }
    };
  }
}
