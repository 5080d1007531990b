package dev.attestry.scheme.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are an event log or malformed. The corpus is made by the lab's software TPM. */
final class EventLogParserFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(EventLogParser.parse(Bytes.of(data))).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
