package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpPipelineBuilder;
import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketFinding.Subject;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Mode;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Control planes answer as Azure's examples of its API do. */
final class ContainerExamTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");

  private final BlobLocation at = BlobLocation.of(AzureLab.locked(new FaultyHttp()));

  private VersionedBucket open(ContainerControl control, Mode mode, Duration kept)
      throws IOException {
    return AzureBucket.open(at, control, Retention.until(mode, Instant.now().plus(kept)));
  }

  private void refused(ContainerControl control, Mode mode, String why) {
    assertThatThrownBy(() -> open(control, mode, Duration.ofHours(1)))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining(why);
  }

  @Test
  void nothingIsWrittenToAContainerThatKeepsNothing() {
    refused(
        Settings.answering(Settings.VERSIONS, "{\"properties\":{}}"),
        Mode.COMPLIANCE,
        "no immutability policy");
    refused(
        Settings.answering(Settings.NO_VERSIONS, Settings.PER_VERSION),
        Mode.COMPLIANCE,
        "versioning is not on");
  }

  /** Whoever may manage policies could take it away, and then delete. */
  @Test
  void aPolicyThatIsNotLockedIsForTrialsOnly() throws IOException {
    ContainerControl unlocked =
        Settings.answering(Settings.NO_VERSIONS, Settings.policy(3_000, "Unlocked"));
    refused(unlocked, Mode.COMPLIANCE, "not locked");
    assertThat(open(unlocked, Mode.GOVERNANCE, Duration.ofHours(1)).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.MODE);
  }

  @Test
  void aLockedPolicyOfSevenYearsIsAllThatIsNeeded() throws IOException {
    ContainerControl good =
        Settings.answering(Settings.NO_VERSIONS, Settings.policy(2_557, "Locked"));
    VersionedBucket b = open(good, Mode.COMPLIANCE, Duration.ofDays(2_500));
    assertThat(b.findings()).isEmpty();
    b.create(SLOT, Bytes.EMPTY);
    assertThat(b.alarms()).isEmpty();
    assertThat(b.retainedUntil(SLOT).orElseThrow())
        .isBetween(
            Instant.now().plus(Duration.ofDays(2_556)), Instant.now().plus(Duration.ofDays(2_557)));
  }

  @Test
  void aPolicyThatEndsBeforeTheLogNeedsItToIsSaidAndIsAnAlarmOfEachBlob() throws IOException {
    VersionedBucket b = open(Settings.lockedForADay(), Mode.COMPLIANCE, Duration.ofDays(2));
    assertThat(b.findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.DEFAULT_RETENTION);
    b.create(SLOT, Bytes.EMPTY);
    assertThat(b.alarms()).extracting(StoreAlarm::kind).containsExactly(StoreAlarm.Kind.RETENTION);
  }

  @Test
  void whatOthersWriteWithoutAPolicyIsSaid() throws IOException {
    assertThat(open(Settings.perVersion(), Mode.COMPLIANCE, Duration.ofDays(1)).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.DEFAULT_RETENTION);
  }

  @Test
  void aControlPlaneThatDoesNotAnswerRefuses() {
    for (int status : new int[] {403, 404, 500}) {
      ContainerControl silent =
          ContainerControl.at(
              new HttpPipelineBuilder()
                  .httpClient(r -> Mono.just(new MadeUp(r, status, "{}")))
                  .build(),
              "https://control",
              Settings.ACCOUNT,
              "c");
      refused(silent, Mode.COMPLIANCE, "could not be read");
    }
    refused(Settings.answering("no JSON", "{}"), Mode.COMPLIANCE, "could not be read");
  }
}
