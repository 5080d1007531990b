package dev.attestry.events;

import static dev.attestry.events.Samples.audit;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.cloud;
import static dev.attestry.events.Samples.marked;
import static dev.attestry.events.Samples.pushed;
import static dev.attestry.events.Samples.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Json;
import org.junit.jupiter.api.Test;

/** Events of Google's cloud, on each way that they take. */
final class GoogleEventsTest {

  private static final String VM = resource("gcp", "scoring");
  private static final String WHO = "admin@hospital.example";

  private static ProviderEvent read(Object json) {
    Delivery d = Delivery.read(bytes(json));
    assertThat(d.malformed()).isEmpty();
    assertThat(d.events()).hasSize(1);
    return d.events().get(0);
  }

  @Test
  void anEntryIsTheSameOnEachWayThatItTakes() {
    ObjectNode entry = audit("v1.compute.instances.reset", VM, "operation-1", WHO);
    ProviderEvent e = read(entry);
    assertThat(e.operation()).isEqualTo("compute.instances.reset");
    assertThat(e.actors()).containsExactly(WHO);
    assertThat(e.resources()).containsExactly(VM);
    assertThat(read(cloud("google.cloud.audit.log.v1.written", VM, entry))).isEqualTo(e);
    assertThat(read(pushed(entry.toString()))).isEqualTo(e);
    String published = "google.cloud.pubsub.topic.v1.messagePublished";
    ObjectNode binary = cloud(published, VM, Json.object());
    binary.remove("data");
    binary.put("data_base64", Base64s.encode(bytes(pushed(entry.toString()))));
    assertThat(read(cloud(published, VM, pushed(entry.toString())))).isEqualTo(e);
    assertThat(read(binary)).isEqualTo(e);
    assertThat(read(audit("beta.compute.instances.reset", VM, "operation-1", WHO))).isEqualTo(e);
  }

  @Test
  void firstAndLastAreOneOperationInTwoPhases() {
    ObjectNode entry = audit("v1.compute.instances.stop", VM, "operation-2", WHO);
    ProviderEvent first = read(marked(entry, "first"));
    ProviderEvent last = read(marked(entry, "last"));
    assertThat(first.operationId()).isEqualTo(last.operationId());
    assertThat(first.ignored()).contains(Ignored.BEGUN);
    assertThat(last.ignored()).isEmpty();
    assertThat(read(marked(marked(entry, "first"), "last")).phase())
        .isEqualTo(ProviderEvent.Phase.ONLY);
  }

  @Test
  void aProjectIsNamedByItsNumberAndByItsId() {
    String numbered = VM.replace("hospital", "123456");
    ObjectNode entry = audit("v1.compute.instances.stop", numbered, "operation-3", WHO);
    entry
        .putObject("resource")
        .putObject("labels")
        .put("project_id", "hospital")
        .put("zone", "europe-west3-a")
        .put("instance_id", "4711");
    assertThat(read(entry).resources()).containsExactlyInAnyOrder(numbered, VM, "4711");
  }

  @Test
  void anIntegrityEventNamesItsMachine() {
    ObjectNode entry =
        Json.object()
            .put("insertId", "i1")
            .put("logName", "projects/hospital/logs/compute.googleapis.com%2Fshielded_vm_integrity")
            .put("timestamp", "2026-11-28T12:00:01Z");
    entry
        .putObject("resource")
        .putObject("labels")
        .put("project_id", "hospital")
        .put("zone", "europe-west3-a")
        .put("instance_id", "4711");
    entry.putObject("labels").put("compute.googleapis.com/resource_name", "scoring");
    ProviderEvent e = read(pushed(entry.toString()));
    assertThat(e.ignored()).isEmpty();
    assertThat(e.resources()).containsExactlyInAnyOrder("4711", VM);
  }

  @Test
  void whoOnlyLooksOrIsRefusedChangesNothing() {
    for (String method : new String[] {"get", "list", "aggregatedList", "getSerialPortOutput"}) {
      ObjectNode entry = audit("v1.compute.instances." + method, VM, "o", WHO);
      assertThat(read(entry).ignored()).as(method).contains(Ignored.READ_ONLY);
    }
    ObjectNode access = audit("v1.compute.instances.start", VM, "o", WHO);
    access.put("logName", "projects/hospital/logs/cloudaudit.googleapis.com%2Fdata_access");
    assertThat(read(access).ignored()).contains(Ignored.READ_ONLY);
    ObjectNode refused = audit("v1.compute.instances.start", VM, "o", WHO);
    refused.remove("operation");
    ((ObjectNode) refused.path("protoPayload")).putObject("status").put("code", 7);
    assertThat(read(refused).ignored()).contains(Ignored.REFUSED);
  }

  @Test
  void otherMessagesAndLogsAreNothingForUs() {
    assertThat(read(pushed("tick")).ignored()).contains(Ignored.OTHER_KIND);
    ObjectNode entry = audit("v1.compute.instances.start", VM, "o", WHO);
    entry.put("logName", "projects/hospital/logs/syslog");
    assertThat(read(entry).ignored()).contains(Ignored.OTHER_KIND);
    assertThat(read(cloud("com.example.other", VM, Json.object())).ignored())
        .contains(Ignored.OTHER_KIND);
  }
}
