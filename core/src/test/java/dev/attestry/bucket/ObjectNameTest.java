package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.MalformedInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        ".",
        "..",
        "a/../b",
        ".tmp/x",
        "A",
        "a\\b",
        "a b",
        "a%2f",
        "a:b",
        "ä",
        "a\u0000",
        "a\nb",
        "~/../x",
        "a/.hidden"
      })
  void refusesNamesThatMeanSomethingElseOnSomeStore(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectName.of(name));
    assertThatThrownBy(() -> ObjectName.parse(name)).isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"genesis", "2026/commit/x001/234", "tile/entries/000.p/12", "ev/a~0123abcd", "~"})
  void acceptsTheNamesOfTheChain(String name) throws MalformedInput {
    assertThat(ObjectName.parse(name)).isEqualTo(ObjectName.of(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 513, 100_000})
  void refusesSegmentsAndNamesThatAreTooLong(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectName.of("a".repeat(length)));
  }
}
