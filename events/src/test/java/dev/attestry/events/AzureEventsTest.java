package dev.attestry.events;

import static dev.attestry.events.Samples.OID;
import static dev.attestry.events.Samples.activity;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.cloud;
import static dev.attestry.events.Samples.grid;
import static dev.attestry.events.Samples.operation;
import static dev.attestry.events.Samples.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Events of Azure, in each of their schemas. */
final class AzureEventsTest {

  private static final String VM = resource("azure", "scoring");
  private static final String START = "Microsoft.Compute/virtualMachines/start/action";
  private static final String ACTION = "Microsoft.Resources.ResourceActionSuccess";

  private static ProviderEvent read(Bytes message) {
    Delivery d = Delivery.read(message);
    assertThat(d.malformed()).isEmpty();
    assertThat(d.events()).hasSize(1);
    return d.events().get(0);
  }

  @Test
  void anOperationIsTheSameInBothSchemasAndInTheActivityLog() {
    ObjectNode data = operation(START, VM, "C0FFEE", OID);
    ProviderEvent e = read(grid(ACTION, VM, data));
    assertThat(e.operation()).isEqualTo("microsoft.compute/virtualmachines/start/action");
    assertThat(e.resources()).containsExactly(VM.toLowerCase(Locale.ROOT));
    assertThat(e.actors()).containsExactly(OID.toLowerCase(Locale.ROOT));
    assertThat(read(bytes(cloud(ACTION, VM, data)))).isEqualTo(e);
    String shouted = START.toUpperCase(Locale.ROOT);
    for (String result : new String[] {"Success", "Succeeded"}) {
      ObjectNode records = Json.object();
      records.putArray("records").add(activity(shouted, VM, "c0ffee", result));
      ProviderEvent logged = read(bytes(records));
      assertThat(logged.operationId()).isEqualTo(e.operationId());
      assertThat(logged.operation()).isEqualTo(e.operation());
      assertThat(logged.phase()).isEqualTo(e.phase());
    }
  }

  @Test
  void twoOperationsOfOneDeploymentAreTwo() {
    ProviderEvent start = read(bytes(cloud(ACTION, VM, operation(START, VM, "c1", OID))));
    String write = "Microsoft.Compute/virtualMachines/write";
    ProviderEvent other = read(bytes(cloud(ACTION, VM, operation(write, VM, "c1", OID))));
    assertThat(start.operationId()).isNotEqualTo(other.operationId());
  }

  @Test
  void whatIsAcceptedHasOnlyBegun() {
    for (String result : new String[] {"Start", "Started", "Accept", "Accepted"}) {
      assertThat(read(bytes(activity(START, VM, "c1", result))).ignored()).contains(Ignored.BEGUN);
    }
    // What failed may have been done by half.
    assertThat(read(bytes(activity(START, VM, "c1", "Failed"))).ignored()).isEmpty();
  }

  @Test
  void theFormOfTheRestApiIsReadToo() {
    ObjectNode o = Json.object().put("resourceId", VM).put("correlationId", "c1");
    o.putObject("operationName").put("value", START);
    o.putObject("status").put("value", "Started");
    o.putObject("category").put("value", "Administrative");
    o.put("eventTimestamp", "2026-11-28T12:00:01Z");
    ProviderEvent e = read(bytes(o));
    assertThat(e.phase()).isEqualTo(ProviderEvent.Phase.FIRST);
    assertThat(e.time()).isPresent();
    o.putObject("category").put("value", "Recommendation");
    o.putObject("status").put("value", "Active");
    assertThat(read(bytes(o)).ignored()).contains(Ignored.OTHER_KIND);
  }

  @Test
  void healthNamesTheMachineThatItsStatusBelongsTo() {
    ObjectNode data = Json.object();
    data.putObject("resourceInfo")
        .put("id", VM + "/providers/Microsoft.ResourceHealth/availabilityStatuses/current")
        .putObject("properties")
        .put("targetResourceId", VM);
    String type = "Microsoft.ResourceNotifications.HealthResources.ResourceAnnotated";
    ProviderEvent e = read(bytes(cloud(type, VM, data)));
    assertThat(e.ignored()).isEmpty();
    assertThat(e.resources()).contains(VM.toLowerCase(Locale.ROOT));
  }

  /** Written for our run commands too, without who: a check would write the next. */
  @Test
  void aNotificationThatDoesNotSayWhoIsNoEvent() {
    String type = "Microsoft.ResourceNotifications.Resources.CreatedOrUpdated";
    ObjectNode data = Json.object();
    data.putObject("resourceInfo").put("id", VM + "/runCommands/attestry");
    assertThat(read(bytes(cloud(type, VM, data))).ignored()).contains(Ignored.UNATTRIBUTED);
  }

  @Test
  void handshakesReadsAndOtherTopicsAreNothingForUs() {
    String handshake = "Microsoft.EventGrid.SubscriptionValidationEvent";
    ObjectNode code = Json.object().put("validationCode", "x");
    assertThat(read(grid(handshake, VM, code)).ignored()).contains(Ignored.HANDSHAKE);
    String blob = "Microsoft.Storage.BlobCreated";
    assertThat(read(grid(blob, VM, Json.object())).ignored()).contains(Ignored.OTHER_KIND);
    ObjectNode read = activity("Microsoft.Compute/virtualMachines/read", VM, "c1", "Success");
    assertThat(read(bytes(read)).ignored()).contains(Ignored.READ_ONLY);
  }

  @Test
  void whatAnOlderSchemaWritesAsTextIsReadAsWhatItIs() {
    ObjectNode data = operation(START, VM, "c1", OID);
    ObjectNode asText = data.deepCopy();
    asText.put("claims", data.path("claims").toString());
    assertThat(read(grid(ACTION, VM, asText))).isEqualTo(read(grid(ACTION, VM, data)));
    ObjectNode principal = data.deepCopy();
    principal.remove("claims");
    principal
        .putObject("authorization")
        .putObject("evidence")
        .put("principalId", OID.replace("-", ""));
    assertThat(read(grid(ACTION, VM, principal)).actors()).contains(OID.toLowerCase(Locale.ROOT));
  }
}
