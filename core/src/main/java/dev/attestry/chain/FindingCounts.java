package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
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

  void write(ObjectNode entry) {
    ObjectNode o =
        entry
            .putObject("findings")
            .put("passed", passed)
            .put("failed", failed)
            .put("skipped", skipped)
            .put("not_applicable", notApplicable)
            .put("digest", Base64s.encode(digest));
    ArrayNode ids = o.putArray("not_passed");
    notPassed.forEach(ids::add);
  }
}
