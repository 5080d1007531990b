package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider;
import dev.attestry.events.NotificationFormat;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.EvidenceSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose bucket a function opens, and as whom. */
final class LogBucketTest {

  private final Bucket own = new MemoryBucket();
  private final Bucket foreign = new MemoryBucket();
  private final AtomicReference<String> shown = new AtomicReference<>("");

  private Bucket open(String name) throws IOException {
    return LogBucket.open(
        new FunctionEnvironment(
            Map.of("ATTESTRY_BUCKET", name, "ATTESTRY_BUCKET_MODE", "COMPLIANCE", "ROLE", "r")),
        new Google(),
        List.of(new Amazon()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://log", "log", "https://account.example/log"})
  void aBucketOfThisCloudIsOpenedByIt(String name) throws Exception {
    assertThat(open(name)).isSameAs(own);
    assertThat(shown.get()).isEmpty();
  }

  @Test
  void aBucketOfAnotherCloudIsOpenedByItsStoreWithATokenOfThisOne() throws Exception {
    assertThat(open("s3://log/2026")).isSameAs(foreign);
    assertThat(shown.get()).isEqualTo("google for audience of r");
  }

  /** One package holds the store of one cloud: any other name is a mistake, and is told as one. */
  @Test
  void aBucketWhoseStoreIsNotInThePackageIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("az://account/log"))
        .withMessageContaining("no store for az://");
  }

  private final class Amazon implements StoreProvider {

    @Override
    public String scheme() {
      return "s3";
    }

    @Override
    public Store open(String location) {
      throw new AssertionError("a function writes");
    }

    @Override
    public Bucket openToWrite(
        String location, Retention retention, WebIdentity self, Map<String, String> environment)
        throws IOException {
      shown.set(self.token("audience of " + environment.get("ROLE")));
      return foreign;
    }

    @Override
    public Bucket openByHand(
        String location, Retention retention, Map<String, String> environment) {
      throw new AssertionError("a function writes as who it is");
    }
  }

  private final class Google implements Cloud {

    @Override
    public String scheme() {
      return "gs";
    }

    @Override
    public StoreProvider.WebIdentity self() {
      return audience -> "google for " + audience;
    }

    @Override
    public Bucket bucket(String name, Retention retention) {
      return own;
    }

    @Override
    public Signer commitKey(String name) {
      throw new AssertionError("not asked for");
    }

    @Override
    public PackSeal packKey(String name, ObjectWriter objects, SecureRandom random) {
      throw new AssertionError("not asked for");
    }

    @Override
    public Outbox queue(String name) {
      throw new AssertionError("not asked for");
    }

    @Override
    public Notifier topic(String name, NotificationFormat format) {
      throw new AssertionError("not asked for");
    }

    @Override
    public EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random) {
      throw new AssertionError("not asked for");
    }
  }
}
