package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk: the cause is named, nothing is half written, and room makes it go on. */
final class FullDiskTest {

  @TempDir private Path folder;

  @Test
  void aSweepThatFindsNoRoomSaysSoAndTheLogStaysClean() throws Exception {
    assumeTrue(
        run("true") == 0, "no file system of a given size can be mounted (unshare, tmpfs) here");
    Path bucket = Files.createDirectories(folder.resolve(".attestry/bucket"));
    String attestry = String.join(" ", quoted());
    String script =
        """
        mount -t tmpfs -o size=128k none '%s' || exit 90
        i=0
        while %s sweep > out 2> err; code=$?; [ $code = 0 ]; do
          i=$((i+1)); [ $i -lt 20 ] || exit 91
        done
        echo "exit $code" >> err
        %s audit > audit 2>&1; echo "exit $?" >> audit
        mount -o remount,size=8m '%s' || exit 92
        %s sweep > again 2>&1; echo "exit $?" >> again
        %s audit > audit2 2>&1; echo "exit $?" >> audit2
        """
            .formatted(bucket, attestry, attestry, bucket, attestry, attestry);
    assertThat(run(script)).isZero();
    assertThat(read("err"))
        .contains("the disk is full", "next: make room", "exit 2")
        .doesNotContain("\tat ", "internal error");
    assertThat(read("audit")).contains("✔ clean", "exit 0");
    assertThat(read("again")).contains("receipt kept", "exit 0");
    assertThat(read("audit2")).contains("✔ clean", "exit 0");
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static List<String> quoted() {
    List<String> words = new ArrayList<>();
    for (String w : TestJvm.of(Main.class).command()) {
      words.add("'" + w + "'");
    }
    return words;
  }

  /** In a mount name space of its own: what is mounted there goes with it. */
  private int run(String script) throws IOException, InterruptedException {
    try {
      Process p =
          new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return p.waitFor(10, TimeUnit.MINUTES) ? p.exitValue() : -1;
    } catch (IOException e) {
      return -1; // no unshare
    }
  }
}
