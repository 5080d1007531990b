package dev.attestry.scheme.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/** Any bytes are a report or malformed. The corpus is made by the lab's guests. */
final class SnpReportParserFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      SnpReport report = SnpReportParser.parse(Bytes.of(data));
      assertThat(SnpClaims.of(report, Optional.empty()).number("/version"))
          .contains((long) report.version());
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
