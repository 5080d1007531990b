package dev.attestry.chain;

import static dev.attestry.chain.TlogVectors.base64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  @Test
  void judgesEveryCheckpointText() {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    for (JsonNode c : TlogVectors.cases("checkpoints")) {
      Bytes text = Bytes.utf8(c.get("text").textValue());
      try {
        Checkpoint p = Checkpoint.parse(text);
        tally.add(c, true);
        if (c.has("origin")) {
          assertThat(p.origin()).isEqualTo(c.get("origin").textValue());
          assertThat(Long.toString(p.size())).isEqualTo(c.get("size").textValue());
          assertThat(p.root()).isEqualTo(base64(c.get("root")));
          assertThat(p.extension()).isEqualTo(c.path("extension").asText());
        }
        assertThat(p.text()).isEqualTo(text);
      } catch (MalformedInput e) {
        tally.add(c, false);
      }
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(30);
  }
}
