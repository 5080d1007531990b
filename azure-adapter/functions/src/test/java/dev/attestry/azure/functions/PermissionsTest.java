package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the code asks of Azure is declared with its reason, and nothing else is. */
final class PermissionsTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.attestry.azure.store",
              "dev.attestry.azure.evidence",
              "dev.attestry.azure.functions");

  private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/";
  private static final String QUEUES = "Microsoft.Storage/storageAccounts/queueServices/queues/";
  private static final String MACHINES = "Microsoft.Compute/virtualMachines/";
  private static final String KEYS = "Microsoft.KeyVault/vaults/keys/";

  /** Calls of the SDK to the actions of a role that Azure checks for them, as we call. */
  private static final Map<String, Set<String>> ACTIONS =
      Map.ofEntries(
          Map.entry(
              "BlockBlobClient.uploadWithResponse", Set.of(BLOBS + "containers/blobs/add/action")),
          Map.entry(
              "BlobClient.downloadStreamWithResponse", Set.of(BLOBS + "containers/blobs/read")),
          Map.entry("BlobClient.openInputStream", Set.of(BLOBS + "containers/blobs/read")),
          Map.entry(
              "BlobClient.getPropertiesWithResponse", Set.of(BLOBS + "containers/blobs/read")),
          Map.entry("BlobClient.getProperties", Set.of(BLOBS + "containers/blobs/read")),
          Map.entry("BlobContainerClient.listBlobs", Set.of(BLOBS + "containers/blobs/read")),
          Map.entry(
              "BlobContainerClient.listBlobsByHierarchy", Set.of(BLOBS + "containers/blobs/read")),
          // Resource Manager: of the container, and of machines; Azure Attestation. Of machines
          // MachineActionsTest sees what is asked.
          Map.entry(
              "HttpPipeline.sendSync",
              Set.of(
                  BLOBS + "read",
                  BLOBS + "containers/read",
                  MACHINES + "read",
                  MACHINES + "instanceView/read",
                  MACHINES + "runCommands/read",
                  MACHINES + "runCommands/write",
                  MACHINES + "runCommands/delete",
                  "Microsoft.Attestation/attestationProviders/attestation/read")),
          Map.entry("KeyClient.getKey", Set.of(KEYS + "read")),
          Map.entry("CryptographyClient.sign", Set.of(KEYS + "sign/action")),
          Map.entry("CryptographyClient.wrapKey", Set.of(KEYS + "wrap/action")),
          // For readers on an auditor's machine, with a right of their own.
          Map.entry("CryptographyClient.unwrapKey", Set.of()),
          Map.entry("QueueClient.sendMessageWithResponse", Set.of(QUEUES + "messages/add/action")),
          Map.entry(
              "EventGridPublisherClient.sendEvents",
              Set.of("Microsoft.EventGrid/events/send/action")));

  /** Calls that ask nobody. */
  private static final Set<String> LOCAL =
      Set.of(
          "getBlobClient",
          "getBlobVersionClient",
          "getBlobContainerName",
          "getBlobContainerUrl",
          "getBlockBlobClient",
          "getCryptographyClient",
          "getQueueName");

  /** What the host itself does with the app's identity. */
  private static final Set<String> BY_THE_HOST =
      Set.of(
          QUEUES + "read",
          QUEUES + "messages/read",
          QUEUES + "messages/write",
          QUEUES + "messages/process/action",
          BLOBS + "containers/write",
          BLOBS + "containers/blobs/write",
          BLOBS + "containers/blobs/delete",
          "Microsoft.Insights/Telemetry/Write");

  @Test
  void everyCallIsCoveredByADeclaredActionAndEveryActionHasItsCall() throws Exception {
    Set<String> needed = new TreeSet<>(BY_THE_HOST);
    Set<String> unknown = new TreeSet<>();
    OURS.stream()
        .flatMap(c -> c.getMethodCallsFromSelf().stream())
        .filter(PermissionsTest::isRequest)
        .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
        .forEach(
            call -> {
              if (ACTIONS.containsKey(call)) {
                needed.addAll(ACTIONS.get(call));
              } else {
                unknown.add(call);
              }
            });
    assertThat(unknown).isEmpty();
    Set<String> declared = new TreeSet<>();
    for (JsonNode s : statements()) {
      s.path("actions").forEach(a -> declared.add(a.textValue()));
    }
    assertThat(declared).isEqualTo(needed);
  }

  /** Their requests are built from text; the tests of each look at what is asked. */
  @Test
  void nobodyElseAsksByATextThatNoTestLooksAt() {
    Set<String> asking =
        OURS.stream()
            .flatMap(c -> c.getMethodCallsFromSelf().stream())
            .filter(
                call ->
                    call.getName().equals("sendSync")
                        || call.getTarget().getFullName().contains("AzureApi.of("))
            .map(call -> call.getOriginOwner().getSimpleName())
            .collect(Collectors.toSet());
    assertThat(asking)
        .containsExactlyInAnyOrder(
            "AzureApi", "AzureInstances", "RunCommandRoute", "MaaRoute", "ContainerControl");
  }

  private static boolean isRequest(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    return owner.startsWith("com.azure.")
        && (owner.endsWith("Client") || owner.endsWith(".HttpPipeline"))
        && !LOCAL.contains(call.getName());
  }

  /** An action that overwrites or deletes would unmake what the log rests on. */
  @Test
  void noActionOverwritesOrDeletesInTheContainer() throws Exception {
    for (JsonNode s : statements()) {
      if (s.path("resource").textValue().equals("container")) {
        s.path("actions")
            .forEach(a -> assertThat(a.textValue()).matches(".*/blobs/(read|add/action)"));
      }
    }
  }

  @Test
  void noStatementIsWideOrWithoutAReason() throws Exception {
    for (JsonNode s : statements()) {
      assertThat(s.path("reason").textValue()).isNotBlank();
      assertThat(s.path("functions")).isNotEmpty();
      s.path("actions").forEach(a -> assertThat(a.textValue()).doesNotContain("*"));
      assertThat(s.path("resource").textValue()).isNotEqualTo("*");
    }
  }

  private static JsonNode statements() throws Exception {
    try (InputStream in = PermissionsTest.class.getResourceAsStream("permissions.json")) {
      return Json.readObject("permissions", Bytes.of(in.readAllBytes())).path("statements");
    }
  }
}
