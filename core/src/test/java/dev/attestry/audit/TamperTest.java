package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.audit.AuditReport.Conclusion;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes every byte and every object of a small log, one at a time. */
final class TamperTest {

  /**
   * The don't-cares, as docs/formats/audit.md lists them: nothing of this log. A void object counts
   * with its length and its first 4,096 bytes, so longer ones have bytes that nothing covers.
   */
  private static final Set<String> DONT_CARE = Set.of();

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final List<ObjectName> names;
  private final Seen receipt;

  TamperTest() throws IOException {
    lab = AuditLab.smallLog(bucket);
    receipt = lab.receipt();
    try (Stream<ObjectName> s = bucket.list("")) {
      names = s.toList();
    }
  }

  private AuditReport audit(MemoryBucket b, boolean withReceipt) {
    AuditSettings s = AuditSettings.fromBytesAlone(Crypto.fastest());
    return Audit.run(b, AuditLab.SHARD, withReceipt ? s.withReceipt(receipt) : s);
  }

  private Bytes bytes(ObjectName name) {
    return ((ReadOutcome.Found) bucket.read(name)).bytes();
  }

  @Test
  void theLogIsCleanAsItWasWritten() {
    assertThat(audit(bucket, true).conclusion()).isEqualTo(Conclusion.CLEAN);
    assertThat(audit(bucket, false).conclusion()).isEqualTo(Conclusion.COULD_NOT_TELL);
    assertThat(names).hasSizeGreaterThan(10);
  }

  @Test
  void rejectsTheLogWithAnyByteOfAnyObjectChanged() {
    AtomicInteger flips = new AtomicInteger();
    Set<String> accepted = new ConcurrentSkipListSet<>();
    for (ObjectName name : names) {
      Bytes original = bytes(name);
      IntStream.range(0, original.length())
          .parallel()
          .forEach(
              i -> {
                flips.incrementAndGet();
                if (audit(flipped(name, i), true).conclusion() != Conclusion.NOT_CLEAN) {
                  accepted.add(name + " byte " + i);
                }
              });
    }
    assertThat(accepted).isEqualTo(DONT_CARE);
    assertThat(flips.get()).isGreaterThan(5_000);
  }

  /** A log with one bit of one byte changed. */
  private MemoryBucket flipped(ObjectName name, int i) {
    byte[] b = bytes(name).toArray();
    b[i] ^= (byte) (1 << i % 8);
    MemoryBucket copy = bucket.copy();
    copy.force(name, Bytes.of(b));
    return copy;
  }

  @Test
  void neverFindsATamperedLogCleanWithoutAReceiptEither() {
    for (ObjectName name : names) {
      IntStream.range(0, bytes(name).length() / 11)
          .parallel()
          .forEach(
              i ->
                  assertThat(audit(flipped(name, 11 * i), false).conclusion())
                      .isNotEqualTo(Conclusion.CLEAN));
    }
  }

  @Test
  void namesEveryObjectThatIsDeleted() {
    for (ObjectName name : names) {
      MemoryBucket b = bucket.copy();
      b.remove(name);
      assertNamed(b, name, "deleted");
      // A copy of a key document is derived: anyone can make it again.
      boolean derived = name.value().startsWith("2026/keys/");
      assertThat(audit(b, true).conclusion())
          .isEqualTo(derived ? Conclusion.CLEAN : Conclusion.NOT_CLEAN);
    }
  }

  @Test
  void namesEveryObjectThatIsTruncatedOrEmptied() {
    for (ObjectName name : names) {
      for (int length : new int[] {0, bytes(name).length() / 2, bytes(name).length() - 1}) {
        MemoryBucket b = bucket.copy();
        b.force(name, bytes(name).slice(0, length));
        assertNamed(b, name, "cut to " + length);
        assertThat(audit(b, true).conclusion()).isEqualTo(Conclusion.NOT_CLEAN);
      }
    }
  }

  @Test
  void namesEveryObjectThatGrows() {
    for (ObjectName name : names) {
      MemoryBucket b = bucket.copy();
      b.force(name, Bytes.concat(bytes(name), Bytes.utf8("\n")));
      assertNamed(b, name, "with a byte more");
      assertThat(audit(b, true).conclusion()).isEqualTo(Conclusion.NOT_CLEAN);
    }
  }

  @Test
  void namesOneOfEveryTwoObjectsThatAreSwapped() {
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        MemoryBucket b = bucket.copy();
        b.force(names.get(i), bytes(names.get(j)));
        b.force(names.get(j), bytes(names.get(i)));
        AuditReport r = audit(b, true);
        assertThat(r.conclusion()).isEqualTo(Conclusion.NOT_CLEAN);
        assertThat(namesOf(r)).containsAnyOf(names.get(i), names.get(j));
      }
    }
  }

  @Test
  void namesEveryObjectThatIsRenamed() {
    for (ObjectName name : names) {
      MemoryBucket b = bucket.copy();
      b.remove(name);
      b.create(ObjectName.of(name.value() + "~00000000"), bytes(name));
      assertNamed(b, name, "renamed");
    }
  }

  @Test
  void namesEveryCopyAndIsNotMisledByIt() {
    for (ObjectName name : names) {
      MemoryBucket b = bucket.copy();
      ObjectName copy = ObjectName.of(name.value() + "~00000000");
      b.create(copy, bytes(name));
      assertNamed(b, copy, "copied");
      assertThat(audit(b, true).conclusion()).isEqualTo(Conclusion.CLEAN);
      MemoryBucket next = bucket.copy();
      ObjectName slot = lab.chain.layout().commit(receipt.commit() + 1);
      next.create(slot, bytes(name));
      assertNamed(next, slot, "copied to the next slot");
      assertThat(audit(next, true).conclusion()).isEqualTo(Conclusion.CLEAN);
    }
  }

  @Test
  void namesEveryCommitThatGoesWithAllAfterIt() {
    for (long k = 0; k <= receipt.commit(); k++) {
      MemoryBucket b = bucket.copy();
      for (long j = k; j <= receipt.commit(); j++) {
        b.remove(lab.chain.layout().commit(j));
      }
      assertThat(audit(b, true).conclusion()).isEqualTo(Conclusion.NOT_CLEAN);
      AuditReport without = audit(b, false);
      assertThat(without.conclusion()).isEqualTo(Conclusion.COULD_NOT_TELL);
      assertThat(without.counts()).containsKey(AuditCheck.TAIL_NOT_JUDGED);
    }
  }

  private void assertNamed(MemoryBucket b, ObjectName name, String how) {
    AuditReport r = audit(b, true);
    assertThat(namesOf(r)).as("%s %s: %s", name, how, r.findings()).contains(name);
  }

  private static List<ObjectName> namesOf(AuditReport r) {
    return r.findings().stream().map(AuditFinding::object).flatMap(Optional::stream).toList();
  }
}
