package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.chain.Retention;
import dev.attestry.infra.Applied.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the shared bucket in Azure is set up. */
final class AzureBucketTest {

  static final String VARIABLES =
      """
      {"location": "westeurope", "first_shard": 2026, "lock": true, "years": 6,
       "writers": {"aws": "00000000-0000-4000-8000-000000000002"},
       "break_glass": {"security": "00000000-0000-4000-8000-000000000001"},
       "alarm_targets":
         ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/ops"]}
      """;

  private static final String SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";

  private final Applied module = Applied.of("modules/bucket-azure", VARIABLES);
  private final Resource account = module.one("azurerm_storage_account.log");
  private final Resource container = module.one("azurerm_storage_container.log");

  @Test
  void whatIsWrittenIsKeptAsLongAsTheCodeAsksFor() {
    JsonNode kept = module.one("azurerm_storage_container_immutability_policy.log").values();
    assertThat(kept.path("storage_container_resource_manager_id").asText())
        .isEqualTo(container.text("id"));
    assertThat(kept.path("locked").asBoolean()).isTrue();
    // The first of a year may be written in the quarter before it.
    assertThat(kept.path("immutability_period_in_days").asInt())
        .isGreaterThanOrEqualTo(Retention.SHARD_DAYS + 92);
    assertThat(kept.path("protected_append_writes_enabled").asBoolean()).isFalse();
    assertThat(kept.path("protected_append_writes_all_enabled").asBoolean()).isFalse();
    assertThat(account.values().at("/blob_properties/0/versioning_enabled").asBoolean()).isTrue();
    assertThat(module.output("bucket").path("mode").asText())
        .isEqualTo(Retention.Mode.COMPLIANCE.name());
  }

  @Test
  void everyAccountIsEncryptedAndClosed() {
    assertThat(module.all("azurerm_storage_account"))
        .hasSize(2)
        .allSatisfy(AzureFunctionsTest::isClosed);
    assertThat(container.text("container_access_type")).isEqualTo("private");
  }

  @Test
  void whoAskedForWhatIsWrittenToASecondAccount() {
    JsonNode log = module.one("azurerm_monitor_diagnostic_setting.access").values();
    assertThat(log.path("target_resource_id").asText())
        .isEqualTo(account.text("id") + "/blobServices/default");
    assertThat(log.path("storage_account_id").asText())
        .isEqualTo(module.one("azurerm_storage_account.access").text("id"))
        .isNotEqualTo(account.text("id"));
    assertThat(log.path("enabled_log").findValuesAsText("category"))
        .containsExactlyInAnyOrder("StorageRead", "StorageWrite", "StorageDelete");
  }

  /** Who could delete or change a record could hide that he read the log. */
  @Test
  void noRecordOfTheAccessLogCanBeRewrittenOrRemoved() {
    String records = module.one("azurerm_storage_account.access").text("id");
    List<Resource> containers =
        module.all("azurerm_storage_container").stream()
            .filter(c -> c.text("storage_account_id").equals(records))
            .toList();
    assertThat(containers)
        .allMatch(c -> c.text("container_access_type").equals("private"))
        .extracting(c -> c.text("name"))
        .containsExactlyInAnyOrder(
            "insights-logs-storageread",
            "insights-logs-storagewrite",
            "insights-logs-storagedelete");
    for (Resource c : containers) {
      assertThat(module.all("azurerm_storage_container_immutability_policy"))
          .filteredOn(p -> p.text("storage_container_resource_manager_id").equals(c.text("id")))
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.values().path("locked").asBoolean()).isTrue();
                assertThat(p.values().path("immutability_period_in_days").asInt()).isEqualTo(2557);
                // Azure Monitor appends; nothing else changes a kept blob.
                assertThat(p.values().path("protected_append_writes_enabled").asBoolean()).isTrue();
                assertThat(p.values().path("protected_append_writes_all_enabled").asBoolean())
                    .isFalse();
              });
    }
  }

  @Test
  void neitherAccountCanBeDeletedOrOpened() {
    assertThat(module.all("azurerm_management_lock"))
        .allMatch(l -> l.text("lock_level").equals("CanNotDelete"))
        .extracting(l -> l.text("scope"))
        .containsExactlyInAnyOrder(
            account.text("id"), module.one("azurerm_storage_account.access").text("id"));
    Resource policy = module.one("azurerm_policy_definition.closed");
    assertThat(module.all("azurerm_resource_policy_assignment"))
        .allMatch(a -> a.text("policy_definition_id").equals(policy.text("id")))
        .extracting(a -> a.text("resource_id"))
        .containsExactlyInAnyOrder(
            account.text("id"), module.one("azurerm_storage_account.access").text("id"));
    JsonNode rule = policy.json("policy_rule");
    assertThat(rule.at("/then/effect").asText()).isEqualTo("deny");
    assertThat(rule.path("if").findValuesAsText("field"))
        .contains(
            "Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly",
            "Microsoft.Storage/storageAccounts/minimumTlsVersion",
            "Microsoft.Storage/storageAccounts/allowBlobPublicAccess",
            "Microsoft.Storage/storageAccounts/allowSharedKeyAccess");
  }

  /** Nobody else may write: there is no key, and no other assignment of a role. */
  @Test
  void onlyTheListedMayWriteAndNobodyMayOverwriteOrDelete() {
    assertThat(module.all("azurerm_role_assignment"))
        .extracting(a -> a.text("principal_id") + " " + a.text("scope"))
        .containsExactlyInAnyOrder(
            "00000000-0000-4000-8000-000000000001 "
                + module.one("azurerm_resource_group.log").text("id"),
            "00000000-0000-4000-8000-000000000002 " + account.text("id"),
            "00000000-0000-4000-8000-000000000002 " + container.text("id"));
    assertThat(module.all("azurerm_role_definition"))
        .hasSize(3)
        .allSatisfy(
            r ->
                assertThat(AzureRoles.actions(r))
                    .isNotEmpty()
                    .noneMatch(a -> a.contains("*") || a.matches(".*/blobs/(write|delete)")));
  }

  @Test
  void eachChangeOfWhatGuardsTheLogIsTold() {
    List<Resource> alerts = module.all("azurerm_monitor_activity_log_alert");
    assertThat(alerts)
        .allSatisfy(
            a ->
                assertThat(a.values().path("action").findValuesAsText("action_group_id"))
                    .hasSize(1));
    String group = module.one("azurerm_resource_group.log").text("id");
    assertThat(told(alerts, group))
        .contains("Microsoft.Storage/storageAccounts/write")
        .containsAll(
            AzureRoles.actions(module.one("azurerm_role_definition.break_glass")).stream()
                .filter(a -> !a.endsWith("/read"))
                .toList());
    // Rights, roles and policies of the whole subscription hold for the account, too.
    assertThat(told(alerts, SUBSCRIPTION))
        .contains(
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleDefinitions/write",
            "Microsoft.Authorization/policyExemptions/write",
            "Microsoft.Authorization/policyDefinitions/write");
  }

  /** The operations that are told where they are done in a scope. */
  private static List<String> told(List<Resource> alerts, String scope) {
    return alerts.stream()
        .filter(a -> a.values().at("/scopes/0").asText().equals(scope))
        .map(a -> a.values().at("/criteria/0/operation_name").asText())
        .toList();
  }
}
