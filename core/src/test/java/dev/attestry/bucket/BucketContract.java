package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every bucket must do; each implementation extends this. */
public abstract class BucketContract {

  /** An empty bucket. */
  protected abstract Bucket newBucket() throws Exception;

  /** Another view of the same bucket, as a second process would have it. */
  protected abstract Bucket reopen(Bucket bucket) throws Exception;

  /** Takes the store away from under the bucket, so that its calls fail from now on. */
  protected abstract void breakStore(Bucket bucket) throws Exception;

  private static final ObjectName A = ObjectName.of("2026/commit/000");

  @Test
  void readsBackWhatWasCreated() throws Exception {
    Bucket b = newBucket();
    Bytes body = Bytes.utf8("first");
    assertThat(b.create(A, body)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(A)).isEqualTo(new ReadOutcome.Found(body, 5));
    assertThat(reopen(b).read(A)).isEqualTo(new ReadOutcome.Found(body, 5));
    b.settle(A);
  }

  @Test
  void neverOverwritesNotEvenWithTheSameBytes() throws Exception {
    Bucket b = newBucket();
    b.create(A, Bytes.utf8("first"));
    assertThat(b.create(A, Bytes.utf8("other"))).isEqualTo(new CreateOutcome.AlreadyThere());
    assertThat(b.create(A, Bytes.utf8("first"))).isEqualTo(new CreateOutcome.AlreadyThere());
    assertThat(reopen(b).create(A, Bytes.EMPTY)).isEqualTo(new CreateOutcome.AlreadyThere());
    assertThat(b.read(A)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("first"), 5));
  }

  @Test
  void saysAbsentOnlyOfWhatIsNotThere() throws Exception {
    Bucket b = newBucket();
    assertThat(b.read(A)).isEqualTo(new ReadOutcome.Absent());
    b.create(A, Bytes.EMPTY);
    assertThat(b.read(A)).isEqualTo(new ReadOutcome.Found(Bytes.EMPTY, 0));
    assertThat(b.read(ObjectName.of("2026/commit/001"))).isEqualTo(new ReadOutcome.Absent());
    assertThat(b.read(ObjectName.of("2027/commit/000"))).isEqualTo(new ReadOutcome.Absent());
  }

  @Test
  void givesRangesAsFarAsTheObjectReaches() throws Exception {
    Bucket b = newBucket();
    b.create(A, Bytes.utf8("0123456789"));
    assertThat(b.read(A, 2, 3)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("234"), 10));
    assertThat(b.read(A, 8, 100)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("89"), 10));
    assertThat(b.read(A, 10, 1)).isEqualTo(new ReadOutcome.Found(Bytes.EMPTY, 10));
    assertThat(b.read(A, 1L << 40, 1)).isEqualTo(new ReadOutcome.Found(Bytes.EMPTY, 10));
    assertThat(b.read(A, 3, 0)).isEqualTo(new ReadOutcome.Found(Bytes.EMPTY, 10));
  }

  @Test
  void letsOneOfSixteenRacingWritersWin() throws Exception {
    Bucket b = newBucket();
    for (int round = 0; round < 20; round++) {
      ObjectName name = ObjectName.of("race/x%03d/commit".formatted(round));
      List<CreateOutcome> outcomes = race(b, name);
      assertThat(outcomes).filteredOn(CreateOutcome.Created.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(CreateOutcome.AlreadyThere.class::isInstance).hasSize(15);
      int winner = outcomes.indexOf(new CreateOutcome.Created());
      assertThat(b.read(name)).isEqualTo(new ReadOutcome.Found(bodyOf(winner), 70_000));
    }
  }

  private List<CreateOutcome> race(Bucket b, ObjectName name) throws Exception {
    CyclicBarrier start = new CyclicBarrier(16);
    List<Callable<CreateOutcome>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Bytes body = bodyOf(i);
      Bucket view = i % 2 == 0 ? b : reopen(b);
      writers.add(
          () -> {
            start.await();
            return view.create(name, body);
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<CreateOutcome> out = new ArrayList<>();
      for (Future<CreateOutcome> f : pool.invokeAll(writers)) {
        out.add(f.get());
      }
      return out;
    }
  }

  /** Long enough to be torn if a store did not write it whole. */
  private static Bytes bodyOf(int writer) {
    return Bytes.utf8(String.valueOf((char) ('a' + writer)).repeat(70_000));
  }

  @Test
  void listsByWholeFoldersInTheOrderOfNames() throws Exception {
    Bucket b = newBucket();
    List<String> names =
        List.of("k/a", "k/a-/1", "k/a.p/1", "k/a0", "k/b/1", "k/b/2", "k2/a", "l", "m~0a1b2c3d");
    for (String n : names.reversed()) {
      assertThat(b.create(ObjectName.of(n), Bytes.utf8(n)))
          .isInstanceOf(CreateOutcome.Created.class);
    }
    assertThat(list(b, "")).isEqualTo(names);
    assertThat(list(reopen(b), "k/")).isEqualTo(names.subList(0, 6));
    assertThat(list(b, "k/b/")).containsExactly("k/b/1", "k/b/2");
    assertThat(list(b, "none/")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> list(b, "k"));
  }

  private static List<String> list(Bucket b, String prefix) throws IOException {
    try (Stream<ObjectName> s = b.list(prefix)) {
      return s.map(ObjectName::value).toList();
    }
  }

  @Test
  void takesTheLargestObjectAndTheLongestName() throws Exception {
    Bucket b = newBucket();
    ObjectName name = ObjectName.of("a".repeat(255) + "/" + "b".repeat(254) + "/c");
    Bytes body = Bytes.zeros(Bucket.MAX_OBJECT);
    assertThat(b.create(name, body)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(name)).isEqualTo(new ReadOutcome.Found(body, Bucket.MAX_OBJECT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> b.create(A, Bytes.zeros(Bucket.MAX_OBJECT + 1)));
    assertThat(b.read(A)).isEqualTo(new ReadOutcome.Absent());
  }

  @Test
  void saysUnknownAndUnreadableWhenTheStoreFails() throws Exception {
    Bucket b = newBucket();
    b.create(A, Bytes.utf8("there"));
    breakStore(b);
    assertThat(b.create(ObjectName.of("next"), Bytes.EMPTY))
        .isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(b.read(A)).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThat(b.read(ObjectName.of("never"))).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThatIOException().isThrownBy(() -> list(b, ""));
  }
}
