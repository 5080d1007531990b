package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a wrapper, which is written as it was read, or malformed. */
final class CmwJsonFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) throws MalformedInput {
    Cmw cmw;
    try {
      cmw = CmwJson.read(Bytes.of(data));
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
      return;
    }
    assertThat(CmwJson.read(CmwJson.write(cmw))).isEqualTo(cmw);
  }
}
