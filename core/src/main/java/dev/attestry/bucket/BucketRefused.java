package dev.attestry.bucket;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A bucket that does not keep what is written, or does not show whether it does. */
public final class BucketRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<BucketFinding> findings;

  private BucketRefused(String bucket, List<BucketFinding> findings) {
    super(
        "nothing is written to "
            + bucket
            + ": "
            + findings.stream()
                .filter(BucketFinding::refuses)
                .map(BucketFinding::text)
                .collect(Collectors.joining("; ")));
    this.findings = findings;
  }

  /**
   * Does nothing where no finding refuses.
   *
   * @param bucket its address, for people
   */
  public static void require(String bucket, List<BucketFinding> findings) throws BucketRefused {
    if (findings.stream().anyMatch(BucketFinding::refuses)) {
      throw new BucketRefused(bucket, findings);
    }
  }

  /** All that was found, also what would not have refused it. */
  public List<BucketFinding> findings() {
    return findings;
  }
}
