package dev.attestry.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real and documented events of the corpus say to us what their case files say that they say. */
final class EventVectorsTest {

  /** What a claim of a case file is to be after reading. */
  private static final Map<String, BiConsumer<Delivery, JsonNode>> MEANING =
      Map.ofEntries(
          Map.entry("eventName", (d, v) -> assertThat(only(d).operation()).endsWith(":" + text(v))),
          Map.entry("requestParameters.instanceId", EventVectorsTest::named),
          Map.entry("detail.instance-id", EventVectorsTest::named),
          Map.entry("detail.state", (d, v) -> assertThat(only(d).operation()).endsWith(text(v))),
          Map.entry("detail-type", EventVectorsTest::spelled),
          Map.entry("invokingEvent", EventVectorsTest::configured),
          Map.entry("resources.0", (d, v) -> assertThat(only(d).resources()).isNotEmpty()),
          Map.entry("operationName", EventVectorsTest::azureName),
          Map.entry("0.data.operationName", EventVectorsTest::azureName),
          Map.entry("resourceId", EventVectorsTest::azureResource),
          Map.entry("0.subject", EventVectorsTest::azureResource),
          Map.entry(
              "correlationId",
              (d, v) -> assertThat(only(d).operationId()).startsWith(text(v) + ":")),
          Map.entry("protoPayload.methodName", EventVectorsTest::method),
          Map.entry("protoPayload.resourceName", EventVectorsTest::named),
          Map.entry("resource.labels.instance_id", EventVectorsTest::named),
          Map.entry(
              "operation.last",
              (d, v) -> assertThat(only(d).phase()).isEqualTo(ProviderEvent.Phase.LAST)),
          Map.entry("timestamp", EventVectorsTest::time),
          Map.entry("time", EventVectorsTest::time),
          Map.entry("eventTime", EventVectorsTest::time),
          // What SQS and Pub/Sub wrap in these cases is no provider's event.
          Map.entry("Records.0.messageId", (d, v) -> assertThat(d.malformed()).hasSize(1)),
          Map.entry(
              "message.data",
              (d, v) -> assertThat(only(d).ignored()).contains(Ignored.OTHER_KIND)));

  static List<Path> cases() {
    return Vectors.cases("cloud-event");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEventOfTheCorpusSaysWhatItsCaseFileSays(Path file) {
    Delivery delivery = Delivery.read(Vectors.part(file, "event"));
    ObjectNode claims = (ObjectNode) Vectors.json(file).at("/claims/paths");
    int tried = 0;
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      BiConsumer<Delivery, JsonNode> meaning = MEANING.get(claim.getKey());
      if (meaning != null) {
        meaning.accept(delivery, claim.getValue());
        tried++;
      }
    }
    assertThat(tried).as("claims of %s that mean something here", file).isPositive();
  }

  private static ProviderEvent only(Delivery d) {
    assertThat(d.malformed()).isEmpty();
    assertThat(d.events()).hasSize(1);
    return d.events().get(0);
  }

  private static String text(JsonNode v) {
    return v.textValue();
  }

  private static void named(Delivery d, JsonNode v) {
    assertThat(only(d).resources()).contains(text(v));
  }

  private static void spelled(Delivery d, JsonNode v) {
    assertThat(only(d).operation()).contains(text(v).toLowerCase(Locale.ROOT).replace(' ', '-'));
    assertThat(only(d).ignored().filter(Ignored.SCHEDULE::equals).isPresent())
        .isEqualTo(text(v).equals("Scheduled Event"));
  }

  private static void configured(Delivery d, JsonNode v) {
    ProviderEvent e = only(d);
    assertThat(e.operation()).startsWith("config:AWS::");
    assertThat(e.resources()).allSatisfy(r -> assertThat(text(v)).contains(r)).isNotEmpty();
    assertThat(e.tags()).isNotEmpty();
    assertThat(e.ignored()).isEmpty();
  }

  private static void azureName(Delivery d, JsonNode v) {
    assertThat(only(d).operation()).isEqualTo(text(v).toLowerCase(Locale.ROOT));
    assertThat(only(d).phase()).isEqualTo(ProviderEvent.Phase.LAST);
  }

  private static void azureResource(Delivery d, JsonNode v) {
    assertThat(only(d).resources()).contains(text(v).toLowerCase(Locale.ROOT));
  }

  private static void method(Delivery d, JsonNode v) {
    String full = text(v);
    assertThat(full).endsWith(only(d).operation());
    assertThat(only(d).operation()).doesNotStartWith("v1.").doesNotStartWith("beta.");
  }

  private static void time(Delivery d, JsonNode v) {
    try {
      assertThat(only(d).time()).contains(Instant.parse(text(v)));
    } catch (DateTimeException e) {
      assertThat(only(d).time()).isEmpty();
    }
  }
}
