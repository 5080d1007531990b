package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.azure.store.FaultyHttp.Fault;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a writer is told when the network or the store fails under a put. */
final class BlobFaultTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final Bytes BODY = Bytes.utf8("first");

  private final FaultyHttp network = new FaultyHttp();

  private VersionedBucket bucket() throws IOException {
    return AzureBucket.open(
        BlobLocation.of(AzureLab.versioned(network)),
        Settings.perVersion(),
        Retention.until(Retention.Mode.COMPLIANCE, Instant.now().plus(Duration.ofDays(1))));
  }

  /** The SDK sends again by itself, and is told 409 by its own first attempt. */
  @Test
  void aPutWhoseAnswerWasLostIsStillKnownAsOurs() throws IOException {
    VersionedBucket b = bucket();
    network.next(Fault.LOST_ANSWER);
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(BODY, 5));
    assertThat(b.alarms()).isEmpty();
  }

  @Test
  void anothersBlobIsNotTakenForOursEvenWithTheSameBytes() throws IOException {
    VersionedBucket b = bucket();
    b.create(SLOT, BODY);
    for (Fault f : new Fault[] {Fault.LOST_ANSWER, Fault.IMMUTABLE, Fault.CONDITION}) {
      network.next(f);
      assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.AlreadyThere());
    }
  }

  @Test
  void whatSaysNothingAboutTheNameIsUnknownAndNeverAlreadyThere() throws IOException {
    VersionedBucket b = bucket();
    for (Fault f :
        new Fault[] {
          Fault.BUSY, Fault.FORBIDDEN, Fault.OTHER_CONFLICT, Fault.IMMUTABLE, Fault.CONDITION
        }) {
      network.next(Collections.nCopies(10, f).toArray(Fault[]::new));
      assertThat(b.create(SLOT, BODY)).isInstanceOf(CreateOutcome.Unknown.class);
      network.heal();
      assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
    }
    assertThat(b.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
  }
}
