package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever encodes an entry, its text comes out in the place where the entry was added. */
class EncodingTest {

  private static final Link LINK = new Link(7, Bytes.zeros(32));

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 256, 1_000})
  void eachEntryGetsItsOwnText(int n) {
    Encoding texts = new Encoding();
    for (int i = 0; i < n; i++) {
      texts.add(entry(i, "isolate"));
    }
    for (int i = 0; i < n; i++) {
      Entry e = entry(i, "isolate");
      assertThat(texts.get(i)).isEqualTo(Batch.Encoded.of(e));
      assertThat(texts.get(i).prefix()).isEqualTo(Id.prefix(e.id()));
    }
  }

  /** As where it is encoded in place: the caller sees what is wrong with it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 17, 99})
  void anEntryThatIsTooLongIsRefusedWhenItsTurnComes(int bad) {
    Encoding texts = new Encoding();
    for (int i = 0; i < 100; i++) {
      texts.add(entry(i, i == bad ? "x".repeat(Limits.MAX_LINE) : "isolate"));
    }
    assertThatThrownBy(() -> texts.get(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 65535");
  }

  private static Entry entry(int i, String action) {
    Content content = new ActionContent(LINK, action, "done", Instant.EPOCH.plusSeconds(i));
    return new Entry("a/c" + i + ":s#1", 0, "a/c" + i, 0, Optional.empty(), content);
  }
}
