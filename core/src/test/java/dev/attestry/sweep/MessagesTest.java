package dev.attestry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What queues carry: only what this version wrote, and for one log. */
final class MessagesTest {

  private static final String START =
      "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
  private static final String GENESIS = START + "0a";
  private static final String NI = "ni:///sha-384;" + "A".repeat(64);
  private static final Link PLAN = new Link(7, Bytes.zeros(32));
  private static final Instant DEADLINE = Instant.parse("2026-11-29T12:00:00Z");

  private final CheckRequest request =
      new CheckRequest(
          Bytes.ofHex(GENESIS),
          "example.com/flows",
          NI,
          NI,
          NI,
          List.of(),
          new Slot("sweep:s", DEADLINE, PLAN, 3),
          9,
          Bytes.zeros(32),
          List.of(new CheckRequest.Due("aws/a", Optional.empty())),
          1);

  private final CheckResults results =
      new CheckResults(Bytes.ofHex(GENESIS), NI, List.of(gap("aws/a")));

  private static Outcome gap(String component) {
    GapContent gap = new GapContent("sweep:s", DEADLINE, "timed-out", PLAN, List.of());
    return new Outcome(new Id(component, "sweep:s", 1), 3, gap);
  }

  @Test
  void bothAreReadAsTheyWereWritten() throws Exception {
    assertThat(CheckRequest.parse(request.encode())).isEqualTo(request);
    assertThat(CheckResults.parse(results.encode())).isEqualTo(results);
  }

  /** Without it a message of another log would be worked off for this one. */
  @Test
  void aMessageThatNamesNoLogIsRefused() {
    refused("\"genesis\":\"" + GENESIS + "\",", "", "\"genesis\" is missing");
  }

  /** What is no SHA-256 could be that of no log, and be taken for one that was cut. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0a", GENESIS + "0a", START + "zz", START + "0A", START + " a"})
  void aMessageWhoseLogIsNoSha256IsRefused(String wrong) {
    refused(GENESIS, wrong, "64 hexadecimal digits expected");
  }

  /** It would fail for ever: what it comes to in the end, a gap of each component, has no name. */
  @ParameterizedTest
  @ValueSource(strings = {"\"name\":\"aws/a", "\"slot\":\"sweep:s"})
  void aRequestWhoseGapsNoEntryCouldNameIsRefused(String named) {
    assertThatThrownBy(() -> CheckRequest.parse(changed(request.encode(), named, named + " ")))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("no entry can be named")
        .hasMessageNotContaining("aws/a");
  }

  /** It would fail for ever: no document is found by it. */
  @ParameterizedTest
  @ValueSource(strings = {"ni:///sha-384;4711", "4711", ""})
  void aMessageThatNamesADocumentByNoHashIsRefused(String identity) {
    refused("\"map\":\"" + NI, "\"map\":\"" + identity, "ni:///sha-384;");
    for (String document : List.of("policy", "anchors")) {
      String field = "\"" + document + "\":\"";
      assertThatThrownBy(
              () -> CheckRequest.parse(changed(request.encode(), field + NI, field + identity)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  /** Whoever builds one must not build what nobody reads. */
  @Test
  void noneIsBuiltWithAGenesisOfAnotherLength() {
    assertThatThrownBy(() -> new CheckResults(Bytes.zeros(31), NI, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new CheckRequest(
                    Bytes.zeros(33),
                    request.origin(),
                    NI,
                    NI,
                    NI,
                    List.of(),
                    request.slot(),
                    9,
                    request.root(),
                    request.components(),
                    1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A reader that guesses what another version meant would append what nobody said. */
  @Test
  void aMessageOfAnotherVersionIsRefusedByItsVersionWhateverElseItHolds() {
    refused("/v2\"", "/v1\"", "/v2 expected, attestry/check-");
    refused("/v2\"", "/v3\",\"new\":1", "/v3 found");
    refused("\"v\":\"attestry", "\"v\":\"patient-4711", "\"v\": attestry/check-");
  }

  /** A plan or a policy that comes by the queue of results would be signed by the commit key. */
  @Test
  void anOutcomeThatIsNeitherResultNorGapIsRefused() {
    String action =
        "{\"action\":\"isolate\",\"at\":\"2026-11-29T12:00:00Z\",\"cause\":{\"index\":7,\"leaf\":\""
            + "A".repeat(43)
            + "=\"},\"component\":\"aws/a\",\"id\":\"aws/a:x#1\",\"kind\":\"action\","
            + "\"outcome\":\"done\",\"seq\":0,\"since\":3,\"v\":1}\n";
    String first = results.encode().utf8().lines().findFirst().orElseThrow() + "\n";
    assertThatCode(() -> CheckResults.parse(Bytes.utf8(first))).doesNotThrowAnyException();
    assertThatThrownBy(() -> CheckResults.parse(Bytes.utf8(first + action)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("a result or a gap expected");
  }

  /** Both messages with a change, and why neither is read; never in words of the message's own. */
  private void refused(String what, String by, String why) {
    assertThatThrownBy(() -> CheckRequest.parse(changed(request.encode(), what, by)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() -> CheckResults.parse(changed(results.encode(), what, by)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("4711");
  }

  private static Bytes changed(Bytes message, String what, String by) {
    assertThat(message.utf8()).contains(what);
    return Bytes.utf8(message.utf8().replace(what, by));
  }
}
