package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Forger;
import dev.attestry.chain.Id;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PacksTest {

  private static final int ROOM = 3;

  private final MemoryBucket objects = new MemoryBucket();
  private final Recorded bucket = new Recorded(objects);
  private final AuditLab lab;
  private final Packs packs =
      new Packs(bucket, new Layout(AuditLab.SHARD), PackReader.withoutKeys());

  PacksTest() throws IOException {
    this.lab = new AuditLab(objects);
  }

  /** Knows which thread read which pack. */
  private record Recorded(Bucket objects, List<String> readers) implements Bucket {

    Recorded(Bucket objects) {
      this(objects, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public ReadOutcome read(ObjectName name, long from, int length) {
      if (name.value().contains("/ev/")) {
        readers.add(Thread.currentThread().getName());
      }
      return objects.read(name, from, length);
    }

    @Override
    public CreateOutcome create(ObjectName name, Bytes body) {
      return objects.create(name, body);
    }

    @Override
    public Stream<ObjectName> list(String prefix) throws IOException {
      return objects.list(prefix);
    }

    @Override
    public Optional<Instant> retainedUntil(ObjectName name) {
      return Optional.empty();
    }
  }

  private ResultContent result(int n) throws IOException {
    return lab.result(lab.challenge("aws/a"), Bytes.utf8("evidence " + n), 96);
  }

  private Entry entry(int n) throws IOException {
    return new Entry("aws/a:x#" + n, 0, "aws/a", 0, Optional.empty(), result(n));
  }

  private String reference(Entry e) {
    return ((ResultContent) e.content()).evidence().get(0).pack();
  }

  @Test
  void aPackThatWasReadAheadIsNotReadAgain() throws IOException {
    Entry e = entry(0);
    packs.ahead(e, 4);
    packs.past(4);
    assertThat(packs.get(reference(e)).items()).isPresent();
    assertThat(bucket.readers).hasSize(1);
  }

  /** Who has no key that counts plants commits that refer to packs, and nobody ever takes them. */
  @Test
  void packsThatNobodyTookMakeRoomOnceTheirSlotIsJudged() throws IOException {
    for (int n = 0; n < ROOM; n++) {
      packs.ahead(entry(n), 0);
    }
    packs.ahead(entry(ROOM), 1);
    assertThat(bucket.readers).as("no room for more").hasSize(ROOM);
    packs.past(1);
    packs.ahead(entry(ROOM), 1);
    assertThat(bucket.readers).hasSize(ROOM + 1);
  }

  @Test
  void anAuditReadsAheadAgainBehindStrays() throws IOException {
    lab.activate(1);
    for (int n = 0; n < ROOM; n++) {
      Forger thief = new Forger(lab.chain, lab.azure, "azure");
      Bytes line = thief.entry("aws/a:y#" + n, "aws/a", result(n));
      thief.write(objects, 1, Optional.empty(), line);
      lab.chain.refresh(LogVisitor.NONE);
    }
    for (int n = ROOM; n < 5 * ROOM; n++) {
      lab.append(lab.aws, new Id("aws/a", "x" + n, 1), result(n));
    }
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, lab.settings());
    assertThat(r.counts().get(AuditCheck.STRAY)).isEqualTo(ROOM);
    assertThat(r.evidence()).isEqualTo(4 * ROOM);
    assertThat(bucket.readers.stream().filter(t -> t.equals("audit-ahead")))
        .as("of %s", bucket.readers)
        .hasSizeGreaterThan(2 * ROOM);
  }
}
