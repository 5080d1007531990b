package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
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
  public void write(ObjectNode entry) {
    entry.put("commit", commit).put("size", size).put("root", Base64s.encode(root));
    entry.put("verdict", verdict).put("report", Base64s.encode(report)).put("at", at.toString());
  }
}
