package dev.attestry.scheme.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are an HCL report or malformed. */
final class HclReportParserFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(HclReportParser.parse(Bytes.of(data)).boundData().length()).isEqualTo(64);
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
