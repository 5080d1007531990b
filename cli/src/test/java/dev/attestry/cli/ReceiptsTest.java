package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kept receipt only goes forward, and a damaged one never counts as none. */
final class ReceiptsTest {

  private static final int COMMITS = 400;

  @TempDir private Path folder;

  @Test
  void anOlderCommitDoesNotTakeThePlaceOfANewerOne() throws IOException {
    Receipts receipts = receipts();
    receipts.keep(seen(7));
    receipts.keep(seen(6));
    assertThat(receipts.newest()).contains(seen(7));
    receipts.keep(seen(8));
    assertThat(receipts.newest()).contains(seen(8));
  }

  @Test
  void itNeverGoesBackwardWhileTwoProcessesAndTwoThreadsRace() throws Exception {
    List<Process> processes = List.of(start(1), start(2));
    while (processes.get(0).isAlive() && receipts().newest().isEmpty()) {
      Thread.sleep(5);
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> threads = new ArrayList<>();
      for (int first : new int[] {3, 4}) {
        threads.add(
            executor.submit(
                () -> {
                  ReceiptWriter.write(folder, first, COMMITS);
                  return null;
                }));
      }
      long newest = 0;
      while (processes.stream().anyMatch(Process::isAlive)
          || threads.stream().anyMatch(t -> !t.isDone())) {
        Optional<Seen> now = receipts().newest();
        if (now.isPresent()) {
          assertThat(now.get().commit()).isGreaterThanOrEqualTo(newest);
          newest = now.get().commit();
        }
      }
      for (Future<?> t : threads) {
        t.get();
      }
    }
    for (Process p : processes) {
      assertThat(p.waitFor()).isZero();
    }
    assertThat(receipts().newest()).contains(seen(COMMITS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"commit\" : 1,| | \"commit\" is missing",
        "\"size\" : 2| \"sise\" : 2 | \"size\" is missing",
        "\"commit\" : 1,| \"commit\" : -1, | \"commit\" is not a whole number",
        "\"commit\" : 1,| \"commit\" : 1.5, | \"commit\" is not a whole number",
        "\"commit\" : 1,| \"commit\" : \"1\", | \"commit\" is not a whole number",
        "\"commit\" : 1,| \"commit\" : 9223372036854775808, | \"commit\" is not a whole number",
        "\"hash\" : \"0000| \"hash\" : \"00 | \"hash\" is not a SHA-256",
        "\"genesis\" : \"00| \"genesis\" : \"11 | of another log",
        "}|} x | Unrecognized token",
      })
  void aDamagedReceiptIsRefusedWithItsReason(String from, String to, String why)
      throws IOException {
    receipts().keep(seen(1));
    String text = Files.readString(file());
    String damaged = text.replace(from, to == null ? "" : to);
    assertThat(damaged).isNotEqualTo(text);
    Files.writeString(file(), damaged);
    assertThatThrownBy(() -> receipts().newest())
        .isInstanceOf(Receipts.DamagedReceipt.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining(why);
    // Nor is it overwritten: what it said is lost then.
    assertThatThrownBy(() -> receipts().keep(seen(2))).isInstanceOf(Receipts.DamagedReceipt.class);
  }

  @Test
  void anEmptyReceiptDoesNotHideAMissingTail() throws IOException {
    CommandRun run = new CommandRun(folder).withKeptLab();
    run.run("sweep");
    Path receipt;
    try (var files = Files.list(folder.resolve(".attestry/receipts"))) {
      receipt = files.filter(f -> f.toString().endsWith(".json")).findAny().orElseThrow();
    }
    Files.writeString(receipt, "");
    for (String command : List.of("audit", "sweep")) {
      CommandRun.Result r = run.run(command);
      assertThat(r.exit()).isEqualTo(2);
      assertThat(r.err()).contains("is damaged", "next: restore it");
      assertThat(r.err().lines()).hasSize(2);
    }
  }

  private Receipts receipts() {
    return new Receipts(folder, ReceiptWriter.GENESIS);
  }

  private Path file() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).findAny().orElseThrow();
    }
  }

  private static Seen seen(long commit) {
    return new Seen(ReceiptWriter.GENESIS, commit, Bytes.zeros(32), 2 * commit);
  }

  private Process start(int first) throws IOException {
    return TestJvm.of(ReceiptWriter.class, folder.toString(), "" + first, "" + COMMITS)
        .inheritIO()
        .start();
  }
}
