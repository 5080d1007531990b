package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk, and a file that may not grow: the cause is named, nothing is half written, and room
 * makes it go on.
 */
final class FullDiskTest {

  @TempDir private Path folder;

  @BeforeEach
  void begin() {
    KeptLab.give(folder);
  }

  @Test
  void aSweepThatFindsNoRoomSaysSoAndTheLogStaysClean() throws Exception {
    Path bucket = Files.createDirectories(folder.resolve(".attestry/bucket"));
    String mount = "mount -t tmpfs -o size=128k none '%s'".formatted(bucket);
    assumeTrue(
        run("unshare", "-rm", "sh", "-c", mount) == 0,
        "no file system of a given size can be mounted (unshare, tmpfs) here");
    String script =
        mount
            + """
             || exit 90
            i=0
            while %1$s sweep > out 2> err; code=$?; [ $code = 0 ]; do
              i=$((i+1)); [ $i -lt 20 ] || exit 91
            done
            echo "exit $code" >> err
            %1$s audit > audit 2>&1; echo "exit $?" >> audit
            mount -o remount,size=8m '%2$s' || exit 92
            %1$s sweep > again 2>&1; echo "exit $?" >> again
            %1$s audit > audit2 2>&1; echo "exit $?" >> audit2
            """
                .formatted(attestry(), bucket);
    // In a mount name space of its own: what is mounted there goes with it.
    assertThat(run("unshare", "-rm", "sh", "-c", script)).isZero();
    refused("the disk is full", "next: make room");
    goesOn();
  }

  /** Needs no right to mount anything: the limit on a file's size that every shell can set. */
  @Test
  void aFileThatMayNotGrowIsNamedAndTheLogStaysClean() throws Exception {
    String script =
        """
        %1$s sweep > out 2> err || exit 90
        (ulimit -f 16; %1$s sweep > out 2> err; echo "exit $?" >> err)
        %1$s audit > audit 2>&1; echo "exit $?" >> audit
        %1$s sweep > again 2>&1; echo "exit $?" >> again
        %1$s audit > audit2 2>&1; echo "exit $?" >> audit2
        """
            .formatted(attestry());
    assertThat(run("sh", "-c", script)).isZero();
    refused("File too large", "next: nothing was half written");
    goesOn();
  }

  private void refused(String cause, String next) throws IOException {
    assertThat(read("err"))
        .contains(cause, next, "exit 2")
        .doesNotContain("\tat ", "internal error");
  }

  private void goesOn() throws IOException {
    assertThat(read("audit")).contains("✔ clean", "exit 0");
    assertThat(read("again")).contains("receipt kept", "exit 0");
    assertThat(read("audit2")).contains("✔ clean", "exit 0");
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** The command line of the command, for a shell. */
  private static String attestry() {
    return TestJvm.of(Main.class).command().stream()
        .map(w -> "'" + w + "'")
        .collect(Collectors.joining(" "));
  }

  private int run(String... command) throws InterruptedException {
    try {
      Process p =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return p.waitFor(10, TimeUnit.MINUTES) ? p.exitValue() : -1;
    } catch (IOException e) {
      return -1; // no such command
    }
  }
}
