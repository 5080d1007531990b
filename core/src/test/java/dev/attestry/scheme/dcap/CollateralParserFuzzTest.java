package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are TCB info, a QE identity, or malformed. */
final class CollateralParserFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    Bytes json = Bytes.of(data);
    try {
      CollateralParser.Answer<TcbInfo> a = CollateralParser.tcbInfo(json);
      assertThat(a.signed().u8(0)).isEqualTo('{');
      assertThat(a.body().levels()).isSortedAccordingTo(TcbLevel.HIGHEST_FIRST);
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
    try {
      CollateralParser.Answer<QeIdentity> a = CollateralParser.qeIdentity(json);
      assertThat(a.signed().u8(a.signed().length() - 1)).isEqualTo('}');
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
