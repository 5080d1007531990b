package dev.attestry.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Schemas;
import dev.attestry.codec.InvalidDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree on what a flow map is. */
final class FlowMapSchemaTest {

  private static final String FILE = "flow-map.schema.json";

  private static final String FULL =
      "'lab':true,'policy':'policy.yaml','every_seconds':60,'components':{'aws/a':{'kind':'enclave',"
          + "'class':'enclave','cloud':'aws','evidence':'nitro','selector':{'tag':'role=intake'}},"
          + "'b':{'upstream':['aws/a'],'every_seconds':120}},'flows':{'f':{'components':['aws/a','b'],"
          + "'require':'warning','window_seconds':300,'tolerate_absence_seconds':{'b':60}}}";

  @Test
  void bothTakeAFullMapAndItsCanonicalForm() throws InvalidDocument {
    assertThat(Schemas.problems(FILE, FlowMapTest.json(FULL))).isEmpty();
    assertThat(Schemas.problems(FILE, FlowMapTest.map(FULL).canonical())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'components':{}",
        "'components':{'A':{}}",
        "'components':{'a':{'cloud':'ibm'}}",
        "'components':{'a':{'kind':'vn'}}",
        "'components':{'a':{'selector':{'ip':'1'}}}",
        "'components':{'a':{'every_seconds':0}}",
        "'components':{'a':{}},'flows':{'f':{}}",
        "'components':{'a':{}},'flows':{'f':{'components':['a'],'require':'none'}}",
        "'components':{'a':{}},'lab':'yes'",
        "'components':{'a':{}},'flow':{}"
      })
  void bothRefuseWhatIsNot(String rest) {
    assertThat(Schemas.problems(FILE, FlowMapTest.json(rest))).isNotEmpty();
    org.assertj.core.api.Assertions.assertThatExceptionOfType(InvalidDocument.class)
        .isThrownBy(() -> FlowMapTest.map(rest));
  }
}
