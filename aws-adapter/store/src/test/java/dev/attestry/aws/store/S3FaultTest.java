package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.aws.store.FaultyHttp.Fault;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a writer is told when the network or the store fails under a put. */
final class S3FaultTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final Bytes BODY = Bytes.utf8("first");

  private final FaultyHttp network = new FaultyHttp();

  private VersionedBucket bucket() throws IOException {
    StoreLab lab = StoreLab.of(AwsStandIn.MINISTACK);
    return S3Bucket.open(
        S3Location.of(lab.s3(network), lab.lockBucket()),
        Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow()));
  }

  /** The SDK sends again by itself, and is told 412 by its own first attempt. */
  @Test
  void aPutWhoseAnswerWasLostIsStillKnownAsOurs() throws IOException {
    VersionedBucket b = bucket();
    network.next(Fault.LOST_ANSWER);
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(BODY, 5));
    assertThat(b.alarms()).isEmpty();
  }

  @Test
  void anothersObjectIsNotTakenForOursEvenWithTheSameBytes() throws IOException {
    VersionedBucket b = bucket();
    b.create(SLOT, BODY);
    network.next(Fault.LOST_ANSWER);
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.AlreadyThere());
  }

  @Test
  void aConflictDidNotLandAndIsTriedAgain() throws IOException {
    VersionedBucket b = bucket();
    network.next(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
    network.next(Fault.CONFLICT);
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.AlreadyThere());
  }

  @Test
  void conflictsWithoutEndAndABusyStoreAreUnknownAndNeverAlreadyThere() throws IOException {
    VersionedBucket b = bucket();
    for (Fault f : new Fault[] {Fault.CONFLICT, Fault.SLOW_DOWN}) {
      network.next(Collections.nCopies(40, f).toArray(Fault[]::new));
      assertThat(b.create(SLOT, BODY)).isInstanceOf(CreateOutcome.Unknown.class);
      network.heal();
      assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
    }
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
  }
}
