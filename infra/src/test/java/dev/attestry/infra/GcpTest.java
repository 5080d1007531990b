package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.audit.AuditReport;
import dev.attestry.events.Notification;
import dev.attestry.function.Console;
import dev.attestry.infra.Applied.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Everything in Google but the bucket. */
final class GcpTest {

  private static final Path PACKAGE =
      Terraform.PROJECT.resolve("gcp-adapter/functions/target/attestry-gcp-functions.zip");

  private static final String VARIABLES =
      """
      {"project": "fn-project", "region": "europe-west4", "origin": "clinic.example/flows", "shard": 2026,
       "map": "m", "policy": "p",
       "genesis": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "logs": {"clinic.example/flows/2026": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
       "bucket": {"url": "gs://attestry-2026-log-project", "mode": "COMPLIANCE"},
       "machine_projects": ["machines"], "ask_guests": true,
       "alarm_targets": ["people@example.com"], "package": "PACKAGE"}
      """
          .replace("PACKAGE", PACKAGE.toString());

  private static final List<String> FUNCTIONS =
      List.of("sweep", "event", "check", "append", "dead-letter", "audit");

  /** What is granted besides what the package declares, and why. */
  private static final Map<String, String> BESIDES =
      Map.of(
          "attestry-build roles/logging.logWriter fn-project", "says what a build did",
          "attestry-build roles/artifactregistry.writer fn-project", "keeps what was built",
          "attestry-build roles/storage.objectViewer fn-project", "reads sources, by a condition",
          "attestry-build roles/storage.objectViewer attestry-packages-fn-project",
              "reads the package",
          "pubsub roles/pubsub.publisher attestry-dead-letter", "moves dead letters",
          "pubsub roles/cloudkms.cryptoKeyEncrypterDecrypter attestry-queue",
              "keeps messages under the key",
          "attestry-integrity roles/pubsub.publisher attestry-integrity",
              "the sink brings the integrity log");

  private final Applied all = Applied.of("modules/gcp", VARIABLES);

  private List<Resource> functions() {
    List<Resource> f = all.all("google_cloudfunctions2_function");
    assertThat(f).hasSize(FUNCTIONS.size());
    return f;
  }

  @Test
  void everyHandlerIsInThePackage() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (ZipFile zip = new ZipFile(PACKAGE.toFile());
        JarInputStream jar =
            new JarInputStream(zip.getInputStream(zip.getEntry("attestry-gcp-functions.jar")))) {
      for (JarEntry e = jar.getNextJarEntry(); e != null; e = jar.getNextJarEntry()) {
        classes.add(e.getName());
      }
    }
    for (Resource f : functions()) {
      String handler = f.values().at("/build_config/0/entry_point").asText();
      assertThat(classes).contains(handler.replace('.', '/') + ".class");
      assertThat(f.values().at("/build_config/0/source/0/storage_source/0/object").asText())
          .isEqualTo(all.one("google_storage_bucket_object.package").text("name"));
    }
    assertThat(all.one("google_storage_bucket_object.package").text("source"))
        .isEqualTo(PACKAGE.toString());
  }

  /** Of each account: what it may do where, permission by permission, against what is declared. */
  @Test
  void eachAccountMayDoWhatThePackageDeclaresAndNothingElse() throws IOException {
    Map<String, Set<String>> should = new TreeMap<>();
    JsonNode declared =
        Applied.read(Files.readString(Terraform.SOURCES.resolve("modules/gcp/permissions.json")));
    for (JsonNode s : declared.path("statements")) {
      for (String f : Iam.texts(s.path("functions"))) {
        String resource = s.path("resource").asText();
        boolean trigger = List.of("own service", "project").contains(resource);
        for (String permission : Iam.texts(s.path("actions"))) {
          for (String at : real(resource, f)) {
            should
                .computeIfAbsent("attestry-" + (trigger ? "trigger" : f), k -> new TreeSet<>())
                .add(permission + " on " + at);
          }
        }
      }
    }
    Map<String, Set<String>> may = new TreeMap<>();
    for (Grant g : grants()) {
      Set<String> permissions = permissions(g.role());
      if (permissions.isEmpty()) {
        continue;
      }
      permissions.forEach(
          p ->
              may.computeIfAbsent(g.account(), k -> new TreeSet<>())
                  .add(p + " on " + g.resource()));
    }
    assertThat(may).isEqualTo(should);
  }

  @Test
  void whatElseIsGrantedHasAReason() {
    Set<String> besides =
        grants().stream()
            .filter(g -> permissions(g.role()).isEmpty())
            .map(g -> g.account() + " " + g.role() + " " + g.resource())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(besides).isEqualTo(new TreeSet<>(BESIDES.keySet()));
    Resource sources = all.one("google_project_iam_member.build[\"roles/storage.objectViewer\"]");
    assertThat(sources.values().at("/condition/0/expression").asText())
        .isEqualTo("resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-123456789012-\")");
  }

  @Test
  void everyRoleSaysWhyAndHasNoPattern() {
    assertThat(all.all("google_project_iam_custom_role"))
        .isNotEmpty()
        .allMatch(r -> r.text("description").length() > 10)
        .allMatch(
            r ->
                Iam.texts(r.values().path("permissions")).stream().noneMatch(p -> p.contains("*")));
  }

  /** What the names in permissions.json are here, written down a second time. */
  private static List<String> real(String resource, String function) {
    return switch (resource) {
      // Granted by the module of the bucket.
      case "bucket" -> List.of();
      case "commit-key" -> List.of("attestry-commit");
      case "pack-key" -> List.of("attestry-pack");
      case "check-queue" -> List.of("attestry-check");
      case "append-queue" -> List.of("attestry-append");
      case "topic" -> List.of("attestry-told");
      case "machines", "projects of machines" -> List.of("machines");
      case "own service" -> List.of("attestry-" + function);
      case "project" -> List.of("fn-project");
      default -> throw new AssertionError(resource);
    };
  }

  private record Grant(String account, String role, String resource) {}

  /** Every binding that there is, of whatever type. */
  private List<Grant> grants() {
    List<Grant> found = new ArrayList<>();
    for (Resource r : all.resources()) {
      if (r.type().contains("_iam_") && !r.type().equals("google_project_iam_custom_role")) {
        assertThat(r.type()).endsWith("_iam_member");
        String on =
            switch (r.type()) {
              case "google_kms_crypto_key_iam_member" -> r.text("crypto_key_id");
              case "google_pubsub_topic_iam_member" -> r.text("topic");
              case "google_storage_bucket_iam_member" -> r.text("bucket");
              case "google_cloud_run_v2_service_iam_member" -> r.text("name");
              case "google_project_iam_member" -> r.text("project");
              default -> throw new AssertionError(r.address());
            };
        found.add(new Grant(account(r.text("member")), r.text("role"), name(on)));
      }
    }
    return found;
  }

  private static String account(String member) {
    return member.contains("@gcp-sa-pubsub.") ? "pubsub" : name(member);
  }

  /** Of a placeholder, as {@code google_kms_crypto_key/attestry-pack.id}, what it is of. */
  private static String name(String text) {
    Matcher m = Pattern.compile("google_[a-z_]+/([a-z0-9-]+)[.].*").matcher(text);
    return m.find() ? m.group(1) : text;
  }

  /** Of a role of ours; none of one that Google has. */
  private Set<String> permissions(String role) {
    return all.all("google_project_iam_custom_role").stream()
        .filter(r -> role.equals("projects/" + r.text("project") + "/roles/" + r.text("role_id")))
        .flatMap(r -> Iam.texts(r.values().path("permissions")).stream())
        .collect(Collectors.toSet());
  }

  @Test
  void eachFunctionRunsAsItsOwnAccountAndNobodyOutsideReachesIt() {
    for (Resource f : functions()) {
      JsonNode service = f.values().at("/service_config/0");
      assertThat(service.path("service_account_email").asText())
          .isEqualTo("google_service_account/" + f.text("name") + ".email");
      assertThat(service.path("ingress_settings").asText()).isEqualTo("ALLOW_INTERNAL_ONLY");
    }
  }

  @Test
  void functionsAreToldOfTheQueuesAndKeysThatThereAre() {
    for (Resource f : functions()) {
      JsonNode e = f.values().at("/service_config/0/environment_variables");
      assertThat(e.path("ATTESTRY_CHECK_QUEUE").asText())
          .isEqualTo("google_pubsub_topic/attestry-check.id");
      assertThat(e.path("ATTESTRY_APPEND_QUEUE").asText())
          .isEqualTo("google_pubsub_topic/attestry-append.id");
      assertThat(e.path("ATTESTRY_TOPIC").asText())
          .isEqualTo("google_pubsub_topic/attestry-told.id");
      assertThat(e.path("ATTESTRY_PACK_KEY").asText())
          .isEqualTo("google_kms_crypto_key/attestry-pack.id");
      assertThat(e.path("ATTESTRY_OWN_IDENTITIES").asText())
          .isEqualTo("google_service_account/attestry-check.email");
    }
  }

  /**
   * A function that is made without a trigger of its own takes plain HTTP: its runtime does not
   * start with a class that takes CloudEvents.
   */
  @Test
  void everyFunctionIsStartedByItsTopicAndTheScheduleByNothingElse() {
    Map<String, String> started = new TreeMap<>();
    for (Resource f : functions()) {
      JsonNode trigger = f.values().at("/event_trigger/0");
      assertThat(trigger.path("service_account_email").asText())
          .isEqualTo("google_service_account/attestry-trigger.email");
      assertThat(trigger.path("retry_policy").asText()).isEqualTo("RETRY_POLICY_RETRY");
      started.put(f.text("name"), name(trigger.path("pubsub_topic").asText()));
    }
    Set<String> methods = new TreeSet<>();
    for (Resource t : all.all("google_eventarc_trigger")) {
      assertThat(t.text("service_account"))
          .isEqualTo("google_service_account/attestry-trigger.email");
      assertThat(t.values().at("/destination/0/cloud_run_service/0/service").asText())
          .isEqualTo("attestry-event");
      methods.add(t.text("name"));
    }
    Map<String, String> should = new TreeMap<>();
    FUNCTIONS.forEach(f -> should.put("attestry-" + f, "attestry-" + f));
    should.put("attestry-event", "attestry-integrity");
    assertThat(started).isEqualTo(should);
    assertThat(methods).hasSize(9);
    assertThat(all.all("google_cloud_scheduler_job"))
        .hasSize(2)
        .allMatch(
            j ->
                j.values()
                    .at("/pubsub_target/0/topic_name")
                    .asText()
                    .equals("google_pubsub_topic/" + j.text("name") + ".id"))
        .extracting(j -> j.text("name"))
        .containsExactlyInAnyOrder("attestry-sweep", "attestry-audit");
  }

  @Test
  void queuesAreEncryptedAndKeysStay() {
    assertThat(all.all("google_pubsub_topic"))
        .hasSize(7)
        .allMatch(t -> t.text("kms_key_name").equals("google_kms_crypto_key/attestry-queue.id"));
    List<Resource> keys = all.all("google_kms_crypto_key");
    assertThat(keys)
        .hasSize(3)
        .allMatch(k -> k.text("destroy_scheduled_duration").equals("10368000s"));
    assertThat(keys)
        .filteredOn(k -> k.text("purpose").equals("ENCRYPT_DECRYPT"))
        .hasSize(2)
        .allMatch(k -> k.text("rotation_period").equals("7776000s"));
  }

  /** The alarms on the log go by words that the code says, and all of these have one. */
  @Test
  void whatIsToldIsCountedAndEveryCounterIsShown() {
    Set<String> counted = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    Set<String> labels =
        Arrays.stream(Notification.Type.values())
            .map(Notification.Type::label)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Resource m : all.all("google_logging_metric")) {
      names.add("logging.googleapis.com/user/" + m.text("name"));
      if (m.text("filter").contains("jsonPayload.told=")) {
        Matcher word = Pattern.compile("\"([a-z]+[.a-z]*)\"").matcher(m.text("filter"));
        while (word.find()) {
          if (!word.group(1).matches("store|cloud_run_revision")) {
            counted.add(word.group(1));
          }
        }
      }
    }
    assertThat(counted).isEqualTo(labels);
    Set<String> shown = new TreeSet<>();
    JsonNode board = all.one("google_monitoring_dashboard.this").json("dashboard_json");
    Matcher m = Pattern.compile("logging.googleapis.com/user/[a-z-]+").matcher(board.toString());
    while (m.find()) {
      shown.add(m.group());
    }
    assertThat(shown).isEqualTo(names);
  }

  /** An alarm on a field or a word that no function prints would never ring. */
  @Test
  void whatTheFiltersLookForIsWhatFunctionsPrint() {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Console.failed("audit", "m", "r");
    } finally {
      System.setOut(before);
    }
    JsonNode failed = Applied.read(said.toString(StandardCharsets.UTF_8));
    assertThat(failed.path("function").asText()).isEqualTo("audit");
    assertThat(failed.path("level").asText()).isEqualTo("error");
    for (Resource m : all.all("google_logging_metric")) {
      String filter = m.text("filter");
      Matcher field = Pattern.compile("jsonPayload[.]([a-z_]+)").matcher(filter);
      while (field.find()) {
        assertThat(field.group(1)).isIn("function", "level", "told", "conclusion");
      }
      Matcher good = Pattern.compile("conclusion=\\(([^)]*)\\)").matcher(filter);
      while (good.find()) {
        assertThat(good.group(1))
            .isEqualTo("\"" + AuditReport.Conclusion.CLEAN.label() + "\" OR \"known\"");
      }
    }
  }

  @Test
  void everyAlarmLooksAtWhatThereIsAndReachesSomebody() {
    List<String> names = new ArrayList<>();
    for (Resource a : all.all("google_monitoring_alert_policy")) {
      names.add(a.text("display_name").replace("attestry: ", ""));
      assertThat(a.values().path("notification_channels")).isNotEmpty();
      assertThat(a.values().path("conditions").toString())
          .as("Google takes no alarm on a counter that was made in the same apply")
          .doesNotContain("logging.googleapis.com/user/");
      String filter = a.values().at("/conditions/0/condition_matched_log/0/filter").asText();
      if (!filter.isEmpty()) {
        assertThat(all.all("google_logging_metric")).anyMatch(m -> m.text("filter").equals(filter));
      }
      Matcher service =
          Pattern.compile("service_name=\\\\?\"(attestry-[a-z]+)")
              .matcher(a.values().path("conditions").toString());
      while (service.find()) {
        String name = service.group(1);
        assertThat(functions()).anyMatch(f -> f.text("name").equals(name));
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "gap",
            "contraindicated",
            "log-fault",
            "audit-failed",
            "audit-absent",
            "audit-absent, no count",
            "sweep-late",
            "sweep-late, no count",
            "commit-lag",
            "check-lag",
            "dead-letters of check",
            "dead-letters of append");
    assertThat(
            all.one("google_logging_project_bucket_config.functions")
                .values()
                .path("retention_days")
                .asInt())
        .isGreaterThanOrEqualTo(30);
  }
}
