package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;

/**
 * The receipt of something done because of an entry.
 *
 * @param cause the entry that asked for it
 * @param action what: {@code isolate}
 * @param outcome how it ended: {@code done}, {@code failed}, {@code dry-run}
 * @param at when
 */
public record ActionContent(Link cause, String action, String outcome, Instant at)
    implements Content {

  @Override
  public Kind kind() {
    return Kind.ACTION;
  }

  static ActionContent read(Fields f) throws MalformedInput {
    return new ActionContent(
        f.nested("cause", Links::read),
        f.text("action", Limits.WORD),
        f.text("outcome", Limits.WORD),
        f.time("at"));
  }

  @Override
  public void write(JcsWriter entry) {
    Links.write(entry, "cause", cause);
    entry.put("action", action).put("outcome", outcome).put("at", UtcTime.text(at));
  }
}
