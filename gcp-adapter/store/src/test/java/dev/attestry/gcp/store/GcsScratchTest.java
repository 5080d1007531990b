package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class GcsScratchTest {

  private static final ObjectName HEAD = ObjectName.of("2026/head");

  @Test
  void keepsTheNewestHint() throws IOException {
    Scratch s = GcsScratch.of(GcsLocation.of(GcsLab.owner(), GcsLab.bucket()));
    assertThat(s.get(HEAD)).isEmpty();
    s.put(HEAD, Bytes.utf8("1"));
    s.put(HEAD, Bytes.utf8("22"));
    assertThat(s.get(HEAD)).contains(Bytes.utf8("22"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> s.put(HEAD, Bytes.zeros(Scratch.MAX_HINT + 1)));
  }

  @Test
  void aStoreThatDoesNotAnswerIsAnError() throws IOException {
    GcsNetwork network = GcsLab.network();
    network.cut();
    Scratch s =
        GcsScratch.of(GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), "bucket"));
    assertThatIOException().isThrownBy(() -> s.get(HEAD));
    assertThatIOException().isThrownBy(() -> s.put(HEAD, Bytes.EMPTY));
  }

  @Test
  void aPrefixKeepsLogsOfOneBucketApart() throws IOException {
    String bucket = GcsLab.bucket();
    Scratch one = GcsScratch.of(new GcsLocation(GcsLab.owner(), bucket, new KeyPrefix("one/")));
    one.put(HEAD, Bytes.utf8("1"));
    Scratch two = GcsScratch.of(new GcsLocation(GcsLab.owner(), bucket, new KeyPrefix("two/")));
    assertThat(two.get(HEAD)).isEmpty();
    assertThat(one.get(HEAD)).contains(Bytes.utf8("1"));
  }
}
