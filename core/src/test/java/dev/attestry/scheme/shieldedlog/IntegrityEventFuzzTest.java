package dev.attestry.scheme.shieldedlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are an event of the integrity log or malformed. */
final class IntegrityEventFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(IntegrityEvent.parse(Bytes.of(data)).event()).endsWith("Event");
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
