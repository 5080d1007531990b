package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;

/**
 * Someone looked at an entry. Who the reviewer is, is kept outside the bucket.
 *
 * @param entry what was looked at
 * @param reviewer key id of the reviewer
 * @param outcome {@code accepted}, {@code rejected}, {@code noted}
 * @param at when
 */
public record ReviewContent(Link entry, String reviewer, String outcome, Instant at)
    implements Content {

  @Override
  public Kind kind() {
    return Kind.REVIEW;
  }

  static ReviewContent read(Fields f) throws MalformedInput {
    return new ReviewContent(
        f.nested("entry", Links::read),
        f.text("reviewer", Limits.WORD),
        f.text("outcome", Limits.WORD),
        f.time("at"));
  }

  @Override
  public void write(JcsWriter target) {
    Links.write(target, "entry", entry);
    target.put("reviewer", reviewer).put("outcome", outcome).put("at", UtcTime.text(at));
  }
}
