package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryScratchTest {

  private static final ObjectName HEAD = ObjectName.of("2026/head");

  @TempDir Path temp;

  @Test
  void keepsTheNewestHint() throws IOException {
    Scratch s = DirectoryScratch.create(temp.resolve("scratch"));
    assertThat(s.get(HEAD)).isEmpty();
    s.put(HEAD, Bytes.utf8("1"));
    s.put(HEAD, Bytes.utf8("22"));
    assertThat(s.get(HEAD)).contains(Bytes.utf8("22"));
  }

  @Test
  void refusesAHintThatIsTooLarge() throws IOException {
    Scratch s = DirectoryScratch.create(temp);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> s.put(HEAD, Bytes.zeros(Scratch.MAX_HINT + 1)));
  }
}
