package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.GcsNetwork;
import dev.attestry.lab.standin.GcsNetwork.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a writer is told when the network or the store fails under a put. */
final class GcsFaultTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final Bytes BODY = Bytes.utf8("first");

  private final GcsNetwork network;
  private final VersionedBucket bucket;

  GcsFaultTest() throws IOException {
    this.network = GcsLab.network();
    this.bucket =
        GcsBucket.open(
            GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket()),
            Retention.until(Retention.Mode.COMPLIANCE, Instant.now().plus(Duration.ofDays(1))));
  }

  /** The client sends again by itself, and is told 412 by its own first attempt. */
  @Test
  void aPutWhoseAnswerWasLostIsStillKnownAsOurs() {
    network.next(Fault.LOST_ANSWER);
    assertThat(bucket.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
    assertThat(bucket.read(SLOT)).isEqualTo(new ReadOutcome.Found(BODY, 5));
    assertThat(bucket.alarms()).isEmpty();
  }

  @Test
  void anothersObjectIsNotTakenForOursEvenWithTheSameBytes() {
    bucket.create(SLOT, BODY);
    for (Fault f : new Fault[] {Fault.LOST_ANSWER, Fault.KEPT}) {
      network.next(f);
      assertThat(bucket.create(SLOT, BODY)).isEqualTo(new CreateOutcome.AlreadyThere());
    }
  }

  @Test
  void whatSaysNothingAboutTheNameIsUnknownAndNeverAlreadyThere() {
    for (Fault f : new Fault[] {Fault.BUSY, Fault.FORBIDDEN, Fault.KEPT}) {
      network.next(Collections.nCopies(10, f).toArray(Fault[]::new));
      assertThat(bucket.create(SLOT, BODY)).isInstanceOf(CreateOutcome.Unknown.class);
      network.heal();
      assertThat(bucket.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
    }
    assertThat(bucket.create(SLOT, BODY)).isEqualTo(new CreateOutcome.Created());
  }
}
