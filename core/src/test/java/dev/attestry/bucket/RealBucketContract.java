package dev.attestry.bucket;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of every bucket, on one of a real account: {@code tools/try-real-bucket}. Each test
 * writes below a prefix of its own, under a retention that can be lifted, for ten minutes.
 */
public abstract class RealBucketContract extends RemoteBucketContract {

  private static final String NONE = "no real bucket given, see tools/try-real-bucket";

  private final List<String> variables;

  /**
   * @param variables of the environment, which say where it is
   */
  protected RealBucketContract(String... variables) {
    this.variables = List.of(variables);
  }

  @BeforeEach
  void needsAnAccount() {
    boolean given = variables.stream().allMatch(v -> System.getenv(v) != null);
    if (!given) {
      System.err.println("SKIPPED: " + NONE);
    }
    assumeTrue(given, NONE);
  }

  /** One of the variables. */
  protected static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).orElseThrow();
  }

  protected static KeyPrefix newPrefix() {
    return new KeyPrefix("attestry-try/" + UUID.randomUUID() + "/");
  }

  protected static Instant inTenMinutes() {
    return Instant.now().plus(Duration.ofMinutes(10));
  }

  @Override
  void seen(VersionedBucket bucket) {
    bucket.findings().forEach(f -> System.err.println(f.subject() + ": " + f.text()));
  }
}
