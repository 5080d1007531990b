package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

final class GatherTest {

  private static final Bytes MESSAGE = Bytes.utf8("results");

  private static AppendFunction.Standing report(Map<Integer, Exception> refused) {
    return () -> new AppendFunction.Report(List.of(), refused);
  }

  @Test
  void whatWaitsWhileACommitIsWrittenIsTheNextCommit() throws Exception {
    List<Integer> batches = new ArrayList<>();
    List<Future<?>> all = oneThenFive(batches::add);
    for (Future<?> f : all) {
      f.get();
    }
    assertThat(batches).containsExactly(1, 5);
  }

  /** Each commit costs a put, a signature and a list, of one message as of many. */
  @Test
  void whatComesWithinAMomentIsOneCommit() throws Exception {
    List<Integer> batches = new ArrayList<>();
    Gather g =
        new Gather(
            messages -> {
              batches.add(messages.size());
              return report(Map.of());
            },
            Duration.ofSeconds(2));
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 11; i++) {
        all.add(threads.submit(() -> append(g, MESSAGE)));
      }
    }
    for (Future<?> f : all) {
      f.get();
    }
    assertThat(batches).containsExactly(11);
  }

  /** A topic that hangs must not hold up the log. */
  @Test
  void whileOneBatchIsToldTheNextIsAppended() throws Exception {
    CountDownLatch telling = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    Gather g =
        new Gather(
            messages -> {
              if (telling.getCount() == 0) {
                second.countDown();
                return report(Map.of());
              }
              return () -> {
                telling.countDown();
                await(second);
                return new AppendFunction.Report(List.of(), Map.of());
              };
            },
            Duration.ZERO);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> append(g, MESSAGE));
      await(telling);
      threads.submit(() -> append(g, MESSAGE)).get();
      first.get();
    }
  }

  /** A message that returned would be deleted from the queue. */
  @Test
  void nobodyReturnsWhoseBatchWasNotToldNorGivenUp() {
    Gather g =
        new Gather(
            messages ->
                () -> {
                  throw new IOException("no bucket to write it down in");
                },
            Duration.ZERO);
    assertThatThrownBy(() -> g.append(MESSAGE)).isInstanceOf(IOException.class);
  }

  /** An error ends the thread that appends, and none of those that wait for it. */
  @Test
  void nobodyReturnsWhoseBatchEndedInAnError() throws Exception {
    List<Future<?>> all =
        oneThenFive(
            size -> {
              if (size == 5) {
                throw new StackOverflowError();
              }
            });
    all.remove(0).get();
    assertThat(all).allSatisfy(f -> assertThatThrownBy(f::get).isNotNull());
  }

  /** A batch of one, and one of the five messages that came while it was written. */
  private static List<Future<?>> oneThenFive(IntConsumer batch) throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Gather g =
        new Gather(
            messages -> {
              writing.countDown();
              await(end);
              batch.accept(messages.size());
              return report(Map.of());
            },
            Duration.ZERO);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      all.add(threads.submit(() -> append(g, MESSAGE)));
      await(writing);
      for (int i = 0; i < 5; i++) {
        all.add(threads.submit(() -> append(g, MESSAGE)));
      }
      while (g.waiting() < 5) {
        Thread.sleep(5);
      }
      end.countDown();
      return all;
    }
  }

  private static Object append(Gather g, Bytes message) throws Exception {
    g.append(message);
    return g;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A message that returned would be deleted from the queue. */
  @Test
  void nobodyReturnsWhoseBatchWasNotAppended() {
    Gather g =
        new Gather(
            messages -> {
              throw new IOException("no bucket");
            },
            Duration.ZERO);
    assertThatThrownBy(() -> g.append(MESSAGE)).isInstanceOf(IOException.class);
    Gather broken =
        new Gather(
            messages -> {
              throw new IllegalStateException("a defect");
            },
            Duration.ZERO);
    assertThatThrownBy(() -> broken.append(MESSAGE)).isInstanceOf(IOException.class);
  }

  /** Whoever looks for the cause reads it in the function's log. */
  @Test
  void onlyTheMessageThatCannotBeReadFailsAndItSaysWhy() throws Exception {
    MalformedInput why = new MalformedInput("message", -1, "asked for by another log");
    Gather g =
        new Gather(
            messages -> report(messages.get(0).isEmpty() ? Map.of(0, why) : Map.of()),
            Duration.ZERO);
    assertThatThrownBy(() -> g.append(Bytes.EMPTY)).isSameAs(why);
    g.append(MESSAGE);
  }
}
