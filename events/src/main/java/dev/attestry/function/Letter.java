package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Outcome;
import java.util.List;
import java.util.Optional;

/** What a dead letter is to this log. */
sealed interface Letter {

  /**
   * Outcomes that this log waits for: those of results, or a gap of each component of a request.
   *
   * @param map identity of the flow map that they are outcomes of
   */
  record Answers(String map, List<Outcome> outcomes) implements Letter {

    public Answers {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** A message that says nothing to this log. */
  record Other(Kind kind, String reason) implements Letter {}

  /** Why it says nothing. */
  enum Kind {
    ANOTHER_LOG("another-log"),
    UNREADABLE("unreadable");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The outcome of its entry. */
    String label() {
      return label;
    }
  }

  /** Reads one. */
  static Letter of(Bytes message, FunctionLog log) {
    try {
      CheckRequest r = CheckRequest.parse(message);
      return own(log.foreign(r.genesis()), new Answers(r.map(), r.gaps("dead-letter")));
    } catch (MalformedInput noRequest) {
      return results(message, log, noRequest);
    }
  }

  private static Letter results(Bytes message, FunctionLog log, MalformedInput noRequest) {
    try {
      CheckResults r = CheckResults.parse(message);
      return own(log.foreign(r.genesis()), new Answers(r.map(), r.outcomes()));
    } catch (MalformedInput e) {
      return new Other(Kind.UNREADABLE, noRequest.getMessage() + "; " + e.getMessage());
    }
  }

  private static Letter own(Optional<String> foreign, Answers answers) {
    return foreign.<Letter>map(why -> new Other(Kind.ANOTHER_LOG, why)).orElse(answers);
  }
}
