package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;

/**
 * The outcome of an audit of the log.
 *
 * @param commit the last commit that was audited
 * @param size leaves after it
 * @param root RFC 6962 root at that size, 32 bytes
 * @param verdict {@code clean}, {@code not-clean} or {@code could-not-tell}
 * @param report SHA-256 of the full report, 32 bytes
 * @param at when the audit ended
 */
public record AuditContent(
    long commit, long size, Bytes root, String verdict, Bytes report, Instant at)
    implements Content {

  @Override
  public Kind kind() {
    return Kind.AUDIT;
  }

  static AuditContent read(Fields f) throws MalformedInput {
    return new AuditContent(
        f.count("commit"),
        f.count("size"),
        f.base64("root", 32),
        f.text("verdict", Limits.WORD),
        f.base64("report", 32),
        f.time("at"));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put("commit", commit).put("size", size).base64("root", root);
    entry.put("verdict", verdict).base64("report", report).put("at", UtcTime.text(at));
  }
}
