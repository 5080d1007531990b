package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.events.Notification;
import dev.attestry.function.FunctionSettings;
import dev.attestry.infra.Applied.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What runs in Azure, held against the folder that is deployed there. */
final class AzureFunctionsTest {

  static final String VARIABLES =
      """
      {"location": "westeurope", "origin": "clinic.example/flows", "shard": 2026, "map": "m", "policy": "p",
       "genesis": "00000000000000000000000000000000000000000000000000000000000000aa",
       "logs": {"clinic.example/flows/2026": "00000000000000000000000000000000000000000000000000000000000000aa"},
       "package": "tests/package.zip",
       "bucket": {"url": "az://l/log", "mode": "COMPLIANCE",
         "endpoint": "https://log.blob.core.windows.net/log",
         "account_id":
         "/subscriptions/t/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/l"},
       "machines": {"vm": "/subscriptions/u/resourceGroups/machines"},
       "select_machines": true,
       "attestation_providers": {"ours":
       "/subscriptions/u/resourceGroups/g/providers/Microsoft.Attestation/attestationProviders/p"},
       "alarm_targets":
         ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/ops"]}
      """;

  /** What Maven deploys. */
  private static final Path FOLDER =
      Terraform.PROJECT.resolve("azure-adapter/functions/target/azure-functions/attestry");

  private static final Pattern SETTING = Pattern.compile("%([A-Z_]+)%");

  /** Of a setting: an app with any other is refused, one that switches off a-b among them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._]+");

  private final Applied module = Applied.of("modules/azure", VARIABLES);
  private final List<Resource> apps = module.all("azurerm_linux_function_app");

  /** That an account takes neither keys, plain HTTP nor public blobs, and encrypts twice. */
  static void isClosed(Resource account) {
    JsonNode a = account.values();
    assertThat(a.path("min_tls_version").asText()).as(account.address()).isEqualTo("TLS1_2");
    assertThat(
            List.of(
                "shared_access_key_enabled",
                "local_user_enabled",
                "allow_nested_items_to_be_public",
                "cross_tenant_replication_enabled"))
        .as(account.address())
        .allSatisfy(f -> assertThat(a.path(f).asText()).as(f).isEqualTo("false"));
    assertThat(List.of("https_traffic_only_enabled", "infrastructure_encryption_enabled"))
        .as(account.address())
        .allSatisfy(f -> assertThat(a.path(f).asText()).as(f).isEqualTo("true"));
  }

  @Test
  void everyFunctionOfThePackageRunsInOneAppAndNoOther() throws IOException {
    Map<String, JsonNode> functions = functions();
    assertThat(functions).hasSize(7);
    Map<String, List<String>> inApps = new TreeMap<>();
    for (String f : functions.keySet()) {
      inApps.put(
          f,
          apps.stream()
              .filter(a -> !settings(a).containsKey("AzureWebJobs." + f + ".Disabled"))
              .map(a -> a.address().replaceAll(".*\\[\"|\"]", ""))
              .toList());
    }
    inApps.forEach(
        (f, in) ->
            assertThat(in).as(f).containsExactly(f.endsWith("_dead_letter") ? "dead-letter" : f));
    // And what is switched off is there.
    assertThat(apps)
        .hasSize(6)
        .allSatisfy(
            a ->
                assertThat(settings(a).keySet().stream().filter(k -> k.endsWith(".Disabled")))
                    .allMatch(
                        k ->
                            functions.containsKey(
                                k.replaceAll("AzureWebJobs\\.|\\.Disabled", ""))));
  }

  @Test
  void everyHandlerIsInTheJar() throws IOException {
    for (Map.Entry<String, JsonNode> f : functions().entrySet()) {
      String handler = f.getValue().path("entryPoint").asText();
      String file = handler.substring(0, handler.lastIndexOf('.')).replace('.', '/') + ".class";
      Path jar = FOLDER.resolve(f.getKey()).resolve(f.getValue().path("scriptFile").asText());
      try (JarFile j = new JarFile(jar.normalize().toFile())) {
        assertThat(j.getEntry(file)).as(handler).isNotNull();
      }
    }
  }

  /** Timers have a schedule, and queues are there, each in the account that the app is told. */
  @Test
  void everyTriggerIsWiredToWhatIsThere() throws IOException {
    Set<String> queues =
        module.all("azurerm_storage_queue").stream()
            .map(q -> q.text("storage_account_id") + " " + q.text("name"))
            .collect(Collectors.toSet());
    Resource work = module.one("azurerm_storage_account.work");
    for (Map.Entry<String, JsonNode> f : functions().entrySet()) {
      Map<String, String> settings = settings(appOf(f.getKey()));
      JsonNode trigger = f.getValue().at("/bindings/0");
      switch (trigger.path("type").asText()) {
        case "timerTrigger" ->
            assertThat(resolved(trigger, "schedule", settings).split(" ")).hasSize(6);
        case "queueTrigger" -> {
          String service = trigger.path("connection").asText();
          assertThat(queues)
              .contains(work.text("id") + " " + resolved(trigger, "queueName", settings));
          assertThat(settings.get(service + "__queueServiceUri"))
              .isEqualTo(work.text("primary_queue_endpoint"));
          assertThat(settings).containsEntry(service + "__credential", "managedidentity");
        }
        case "eventGridTrigger" ->
            assertThat(module.all("azurerm_eventgrid_system_topic_event_subscription"))
                .hasSize(3)
                .allSatisfy(
                    s ->
                        assertThat(s.values().at("/azure_function_endpoint/0/function_id").asText())
                            .isEqualTo(appOf(f.getKey()).text("id") + "/functions/" + f.getKey()));
        default -> throw new AssertionError(trigger);
      }
    }
  }

  @Test
  void everyAppStartsWithWhatItIsTold() {
    for (Resource a : apps) {
      Map<String, String> s = settings(a);
      FunctionSettings read = FunctionSettings.of(s);
      assertThat(read.cloud()).isEqualTo("azure");
      assertThat(read.shard()).isEqualTo("2026");
      assertThat(s)
          .containsEntry("ATTESTRY_BUCKET", "https://log.blob.core.windows.net/log")
          .containsEntry(
              "ATTESTRY_TOPIC", module.one("azurerm_eventgrid_topic.told").text("endpoint"))
          .containsEntry(
              "ATTESTRY_COMMIT_KEY", module.one("azurerm_key_vault_key.commit").text("id"))
          .containsEntry("ATTESTRY_PACK_KEY", module.one("azurerm_key_vault_key.pack").text("id"))
          .containsEntry(
              "WEBSITE_RUN_FROM_PACKAGE", module.one("azurerm_storage_blob.package").text("url"));
      assertThat(s.values()).noneMatch(v -> v.contains("AccountKey") || v.contains("sig="));
      assertThat(s.keySet()).as("Azure takes no other on Linux").allMatch(NAME.asMatchPredicate());
      String client = identityOf(a).text("client_id");
      assertThat(s)
          .containsEntry("ATTESTRY_QUEUES__clientId", client)
          .containsEntry("AzureWebJobsStorage__clientId", client);
    }
    Resource check = identityOf(appOf("check"));
    assertThat(settings(appOf("event")).getOrDefault("ATTESTRY_OWN_IDENTITIES", "").split(" "))
        .containsExactly(check.text("principal_id"), check.text("client_id"));
  }

  @Test
  void everythingIsEncryptedAndClosed() {
    assertThat(module.all("azurerm_storage_account"))
        .hasSize(7)
        .allSatisfy(AzureFunctionsTest::isClosed);
    assertThat(module.all("azurerm_storage_container"))
        .allSatisfy(c -> assertThat(c.text("container_access_type")).isEqualTo("private"));
    JsonNode vault = module.one("azurerm_key_vault.this").values();
    assertThat(vault.path("purge_protection_enabled").asBoolean()).isTrue();
    assertThat(module.all("azurerm_key_vault_key"))
        .hasSize(2)
        .allSatisfy(k -> assertThat(k.text("key_type")).endsWith("-HSM"));
    assertThat(apps)
        .allSatisfy(
            a -> {
              assertThat(a.values().path("https_only").asBoolean()).isTrue();
              assertThat(a.values().at("/site_config/0/minimum_tls_version").asText())
                  .isEqualTo("1.2");
            });
  }

  /** An alarm that watches what nobody writes would never ring. */
  @Test
  void everyAlarmWatchesWhatTheCodeSays() throws IOException {
    Set<String> names = functions().keySet();
    Pattern quoted = Pattern.compile("'([a-z_-]+)'");
    List<Resource> ran = module.all("azurerm_monitor_scheduled_query_rules_alert_v2");
    assertThat(ran).hasSize(5);
    for (Resource a : ran) {
      List<String> asked =
          quoted
              .matcher(a.values().at("/criteria/0/query").asText())
              .results()
              .map(m -> m.group(1))
              .toList();
      assertThat(asked).isNotEmpty().isSubsetOf(names);
    }
    assertThat(module.all("azurerm_monitor_metric_alert"))
        .filteredOn(a -> a.values().at("/criteria/0/dimension").isEmpty())
        .hasSize(3)
        .as("what is undelivered is dropped, since the sources have no identity to put it away by")
        .allMatch(
            a -> a.values().at("/criteria/0/metric_name").asText().equals("DroppedEventCount"));
    List<Resource> subscriptions = module.all("azurerm_eventgrid_event_subscription");
    assertThat(subscriptions.stream().map(s -> s.values().at("/included_event_types/0").asText()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Notification.Type.values())
                .map(t -> "dev.attestry." + t.label() + ".v1")
                .toList());
    assertThat(
            module.all("azurerm_monitor_metric_alert").stream()
                .map(a -> a.values().at("/criteria/0/dimension/0/values/0").asText())
                .filter(v -> !v.isEmpty()))
        .containsExactlyInAnyOrderElementsOf(
            subscriptions.stream().map(s -> s.text("name")).toList());
  }

  @Test
  void theDashboardShowsEachAlarmsQuery() {
    List<String> shown =
        module
            .one("azurerm_application_insights_workbook.this")
            .json("data_json")
            .findValuesAsText("query");
    assertThat(module.all("azurerm_monitor_scheduled_query_rules_alert_v2"))
        .allSatisfy(a -> assertThat(shown).contains(a.values().at("/criteria/0/query").asText()));
  }

  private static Map<String, JsonNode> functions() throws IOException {
    assertThat(FOLDER).as("made by mvn package").isDirectory();
    Map<String, JsonNode> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path p : files.filter(f -> Files.exists(f.resolve("function.json"))).toList()) {
        all.put(
            p.getFileName().toString(), Applied.read(Files.readString(p.resolve("function.json"))));
      }
    }
    return all;
  }

  private Resource appOf(String function) {
    return apps.stream()
        .filter(a -> !settings(a).containsKey("AzureWebJobs." + function + ".Disabled"))
        .findFirst()
        .orElseThrow();
  }

  private Resource identityOf(Resource app) {
    String id = app.values().at("/identity/0/identity_ids/0").asText();
    return module.all("azurerm_user_assigned_identity").stream()
        .filter(i -> i.text("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> settings(Resource app) {
    return StreamSupport.stream(app.values().path("app_settings").properties().spliterator(), false)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
  }

  /** What a trigger names, with the app's settings put in. */
  private static String resolved(JsonNode trigger, String what, Map<String, String> settings) {
    Matcher m = SETTING.matcher(trigger.path(what).asText());
    return m.replaceAll(r -> Matcher.quoteReplacement(settings.get(r.group(1))));
  }
}
