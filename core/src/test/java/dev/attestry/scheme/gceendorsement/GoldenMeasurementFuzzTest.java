package dev.attestry.scheme.gceendorsement;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a golden measurement or malformed. */
final class GoldenMeasurementFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(GoldenMeasurement.parse(Bytes.of(data)).cert().isEmpty()).isFalse();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
