package dev.attestry.aws.store;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A bucket that does not keep what is written, or does not show whether it does. */
public final class BucketRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<BucketFinding> findings;

  BucketRefused(S3Location at, List<BucketFinding> findings) {
    super(
        "nothing is written to "
            + at
            + ": "
            + findings.stream()
                .filter(BucketFinding::refuses)
                .map(BucketFinding::text)
                .collect(Collectors.joining("; ")));
    this.findings = findings;
  }

  /** All that was found, also what would not have refused it. */
  public List<BucketFinding> findings() {
    return findings;
  }
}
