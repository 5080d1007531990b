package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.infra.Applied.Resource;
import dev.attestry.infra.AzureRoles.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each function may do in Azure what its package declares, there where it is meant, no more. */
final class AzurePermissionsTest {

  private static final String ACCOUNT =
      "/subscriptions/t/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/l";

  private static final String PROVIDER =
      "/subscriptions/u/resourceGroups/g/providers/Microsoft.Attestation/attestationProviders/p";

  private static final Path DECLARED =
      Terraform.PROJECT.resolve(
          "azure-adapter/functions/src/main/resources/dev/attestry/azure/functions"
              + "/permissions.json");

  private final Applied module = Applied.of("modules/azure", AzureFunctionsTest.VARIABLES);

  @Test
  void whatIsDeclaredIsGrantedAndNothingElse() throws IOException {
    Set<Grant> expected =
        statements().stream()
            .flatMap(
                s ->
                    texts(s, "functions").stream()
                        .flatMap(
                            f ->
                                texts(s, "actions").stream()
                                    .flatMap(
                                        a ->
                                            where(s.path("resource").asText(), f).stream()
                                                .map(w -> new Grant(principal(f), a, w)))))
            .collect(Collectors.toSet());
    Set<String> functions =
        module.all("azurerm_user_assigned_identity").stream()
            .map(i -> i.text("principal_id"))
            .collect(Collectors.toSet());
    assertThat(functions).hasSize(6);
    assertThat(
            AzureRoles.grants(module).stream()
                .filter(g -> functions.contains(g.principal()))
                .collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  /** Of all roles, those of others too. */
  @Test
  void noRoleIsWideOrWithoutAReason() {
    assertThat(module.all("azurerm_role_definition"))
        .allSatisfy(
            r -> {
              assertThat(r.text("description")).isNotBlank();
              assertThat(AzureRoles.actions(r)).isNotEmpty().noneMatch(a -> a.contains("*"));
            });
    assertThat(module.all("azurerm_role_assignment"))
        .allSatisfy(a -> assertThat(a.text("description")).isNotBlank());
  }

  /** Event Grid takes a role of Azure's by its name only; nobody else has one. */
  @Test
  void onlyTheTopicHasARoleThatIsNotOurs() {
    String topic =
        module.one("azurerm_eventgrid_topic.told").values().at("/identity/0/principal_id").asText();
    Set<String> ours =
        module.all("azurerm_role_definition").stream()
            .map(r -> r.text("role_definition_resource_id"))
            .collect(Collectors.toSet());
    List<Resource> others =
        module.all("azurerm_role_assignment").stream()
            .filter(a -> !ours.contains(a.text("role_definition_id")))
            .toList();
    assertThat(others).hasSize(1);
    assertThat(others)
        .allSatisfy(
            a -> {
              assertThat(a.text("principal_id")).isEqualTo(topic);
              assertThat(a.text("scope")).endsWith("/queues/told");
            });
  }

  /** Where a function is meant to have a right. */
  private List<String> where(String resource, String function) {
    String work = module.one("azurerm_storage_account.work").text("id");
    String queues = work + "/queueServices/default/queues/";
    return switch (resource) {
      case "container" -> List.of(ACCOUNT + "/blobServices/default/containers/log");
      case "account of the container" -> List.of(ACCOUNT);
      case "commit-key", "pack-key" ->
          List.of(
              module
                  .one("azurerm_key_vault_key." + resource.replace("-key", ""))
                  .text("resource_versionless_id"));
      case "check-queue" -> List.of(queues + "check");
      case "append-queue" -> List.of(queues + "append");
      case "topic" -> List.of(module.one("azurerm_eventgrid_topic.told").text("id"));
      case "machines that are not asked at a url" ->
          List.of("/subscriptions/u/resourceGroups/machines");
      case "subscription of machines" ->
          List.of("/subscriptions/00000000-0000-0000-0000-00000000000a");
      case "attestation providers that the flow map names" -> List.of(PROVIDER);
      case "the queue that starts the function" ->
          (function.equals("dead-letter")
                  ? Stream.of("check-poison", "append-poison")
                  : Stream.of(function))
              .map(q -> queues + q)
              .toList();
      case "poison queue of the queue that starts the function" ->
          List.of(queues + function + "-poison");
      case "the host's own storage account, never that of the container" ->
          List.of(module.one("azurerm_storage_account.host[\"" + function + "\"]").text("id"));
      case "package" -> List.of(module.one("azurerm_storage_container.package").text("id"));
      case "application insights" ->
          List.of(module.one("azurerm_application_insights.this").text("id"));
      default -> throw new AssertionError(resource);
    };
  }

  private String principal(String function) {
    return module
        .one("azurerm_user_assigned_identity.function[\"" + function + "\"]")
        .text("principal_id");
  }

  private static List<JsonNode> statements() throws IOException {
    return Applied.read(Files.readString(DECLARED)).path("statements").valueStream().toList();
  }

  private static List<String> texts(JsonNode s, String name) {
    return s.path(name).valueStream().map(JsonNode::asText).toList();
  }
}
