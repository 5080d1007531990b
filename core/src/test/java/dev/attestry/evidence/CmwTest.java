package dev.attestry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.trust.Collateral;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections as guests answer them, and what guests are asked. */
final class CmwTest {

  @Test
  void readsWhatItWrites() throws Exception {
    Evidence evidence =
        Evidence.of("application/x", Map.of("a", Bytes.utf8("1"), "b", Bytes.EMPTY));
    Collateral.Item crl = new Collateral.Item("crl", Bytes.utf8("first"), "here");
    Collateral.Item other = new Collateral.Item("crl", Bytes.utf8("second"), "here");
    Cmw cmw = Cmw.parse(Cmw.encode(evidence, new Collateral(List.of(crl, other))), "here");
    assertThat(cmw.evidence()).isEqualTo(evidence.parts());
    assertThat(cmw.endorsements()).containsExactly(crl, other);
  }

  @Test
  void anIndicatorMayBeLeftOut() throws Exception {
    Bytes json = Bytes.utf8("{\"__cmwc_t\":\"tag:x\",\"evidence/a\":[\"application/x\",\"MQ\"]}");
    assertThat(Cmw.parse(json, "here").evidence()).containsEntry("a", Bytes.utf8("1"));
  }

  /** What is announced as an endorsement must not come to be judged as evidence, nor otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"evidence/a\":[\"application/x\",\"MQ\",2]}",
        "{\"endorsements/a\":[\"application/x\",\"MQ\",4]}",
        "{\"evidence/a\":[\"application/x\",\"MQ==\",4]}",
        "{\"evidence/a\":[1,\"MQ\",4]}",
        "{\"evidence/a\":[\"application/x\"]}",
        "{\"evidence/a\":{\"b\":[\"application/x\",\"MQ\",4]}}",
        "{\"policy\":[\"application/x\",\"MQ\",16]}",
        "{\"evidence/a\":[\"x\",\"MQ\"],\"evidence/a\":[\"x\",\"Mg\"]}",
        "[]"
      })
  void otherThingsAreRefused(String json) {
    assertThatThrownBy(() -> Cmw.parse(Bytes.utf8(json), "here"))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void requestsAreReadAsTheyWereWritten() throws Exception {
    Slots one = Slots.of(Bytes.utf8("nonce"));
    assertThat(SlotsJson.parse(SlotsJson.encode(one))).isEqualTo(one);
    for (String json : List.of("{}", "{\"nonce\":1}", "{\"other\":\"MQ\"}")) {
      assertThatThrownBy(() -> SlotsJson.parse(Bytes.utf8(json)))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
