package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import java.util.List;

/**
 * The findings of a check in short; the full list lies in the evidence pack.
 *
 * @param notPassed ids of the checks that failed or were skipped
 * @param digest SHA-256 of the full list in JCS form, 32 bytes
 */
public record FindingCounts(
    long passed,
    long failed,
    long skipped,
    long notApplicable,
    List<String> notPassed,
    Bytes digest) {

  public FindingCounts {
    notPassed = List.copyOf(notPassed);
  }

  static FindingCounts read(Fields f) throws MalformedInput {
    Bytes digest = f.base64("digest", 32);
    long failed = f.count("failed");
    long notApplicable = f.count("not_applicable");
    List<String> notPassed = f.texts("not_passed", Limits.WORD);
    long passed = f.count("passed");
    return new FindingCounts(passed, failed, f.count("skipped"), notApplicable, notPassed, digest);
  }

  void write(JcsWriter entry) {
    entry.object("findings", this::members);
  }

  private void members(JcsWriter o) {
    o.base64("digest", digest)
        .put("failed", failed)
        .put("not_applicable", notApplicable)
        .put("not_passed", notPassed)
        .put("passed", passed)
        .put("skipped", skipped);
  }
}
