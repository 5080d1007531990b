package dev.attestry.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a flow map, whose canonical form is the same map, or refused with a reason. */
final class FlowMapFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) throws MalformedInput, InvalidDocument {
    FlowMap map;
    try {
      map = FlowMap.parse(Bytes.of(data));
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
      return;
    } catch (InvalidDocument e) {
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    assertThat(FlowMap.parse(map.canonicalBytes()).id()).isEqualTo(map.id());
  }
}
