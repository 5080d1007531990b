package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;

/**
 * A writer disagrees with an entry, usually of another cloud.
 *
 * @param entry what it disagrees with
 * @param reason {@code signature}, {@code policy}, {@code challenge}, …
 * @param at when
 */
public record DissentContent(Link entry, String reason, Instant at) implements Content {

  @Override
  public Kind kind() {
    return Kind.DISSENT;
  }

  static DissentContent read(Fields f) throws MalformedInput {
    return new DissentContent(
        f.nested("entry", Links::read), f.text("reason", Limits.WORD), f.time("at"));
  }

  @Override
  public void write(JcsWriter target) {
    Links.write(target, "entry", entry);
    target.put("reason", reason).put("at", UtcTime.text(at));
  }
}
