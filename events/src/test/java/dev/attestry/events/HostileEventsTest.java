package dev.attestry.events;

import static dev.attestry.events.Samples.STRANGER;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.call;
import static dev.attestry.events.Samples.pushed;
import static dev.attestry.events.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may write to the queue or topic sends what it likes: it costs little and says little. */
final class HostileEventsTest {

  private static void isMalformed(Bytes message) {
    Delivery d = Delivery.read(message);
    assertThat(d.events()).isEmpty();
    assertThat(d.malformed()).hasSize(1);
  }

  /** Overflows the stack of a reader that goes down without counting. */
  @Test
  void nestingOfTenThousandIsRefused() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    isMalformed(Bytes.utf8(deep));
    isMalformed(Bytes.utf8("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
    isMalformed(bytes(pushed(deep)));
    isMalformed(bytes(Json.object().put("invokingEvent", "{\"a\":".repeat(10_000))));
  }

  /** Messages inside messages, so that each level is parsed anew. */
  @Test
  void wrappingWithoutEndIsRefused() {
    ObjectNode message = state("i-1", "running", "e1");
    for (int i = 0; i < 6; i++) {
      message = pushed(message.toString());
    }
    isMalformed(bytes(message));
  }

  /** Makes one message cost as much as a day's. */
  @Test
  void moreEventsOrNamesThanAnyProviderSendsAreRefused() {
    ArrayNode many = Json.object().putArray("x");
    for (int i = 0; i < 1_001; i++) {
      many.add(Json.object().put("x", i));
    }
    Delivery d = Delivery.read(bytes(many));
    assertThat(d.events()).isEmpty();
    assertThat(d.malformed()).hasSize(1_001);
    ObjectNode call = call("ec2", "StopInstances", "i-1", STRANGER);
    ArrayNode ids = call.withObject("requestParameters").putArray("instanceIds");
    for (int i = 0; i < 1_001; i++) {
      ids.add("i-" + i);
    }
    isMalformed(bytes(call));
    isMalformed(Bytes.utf8("[" + " ".repeat(1 << 20) + "]"));
  }

  /** Two readers of one message would see two events. */
  @Test
  void aNameThatStandsTwiceIsRefused() {
    String event = state("i-1", "running", "e1").toString();
    isMalformed(Bytes.utf8(event.replace("\"state\":", "\"state\":\"stopped\",\"state\":")));
  }

  /** Writes a line of its own into our logs, or hides what stands in one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"i-1\nINFO all is well", "i-1\u0000", "i-1\u001b[2J", "i-1\u202e", "i-1\u2028x"})
  void anIdWithControlCharactersIsRefused(String id) {
    isMalformed(bytes(state(id, "running", "e1")));
    isMalformed(bytes(state("i-1", "running", id)));
    isMalformed(bytes(call("ec2", "StopInstances", id, STRANGER)));
    isMalformed(bytes(call("ec2", "StopInstances", "i-1", id)));
  }

  @Test
  void aFieldOfAnotherTypeIsRefused() {
    ObjectNode o = state("i-1", "running", "e1");
    o.putArray("id").add(1);
    isMalformed(bytes(o));
    isMalformed(bytes(state("i-1", "running", "e1").put("detail", "x")));
    isMalformed(bytes(state("i-1", "running", "x".repeat(3_000))));
    isMalformed(bytes(Json.object().put("invokingEvent", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "1", "\"x\"", "{}", "[1]", "{\"Records\":1}", "{", "\uFEFF{}"})
  void whatIsNoEventIsNamedAndNothingElse(String text) {
    isMalformed(Bytes.utf8(text));
  }

  /** A broken event must not hide the ones that came with it. */
  @Test
  void theOthersOfABatchAreReadAllTheSame() {
    ObjectNode batch = Json.object();
    ArrayNode records = batch.putArray("Records");
    for (String body : new String[] {"{", state("i-1", "running", "e1").toString()}) {
      records.addObject().put("eventSource", "aws:sqs").put("body", body);
    }
    Delivery d = Delivery.read(bytes(batch));
    assertThat(d.events()).hasSize(1);
    assertThat(d.malformed()).hasSize(1);
  }
}
