package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.chain.Retention;
import dev.attestry.infra.Applied.Resource;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How the shared bucket in Google is set up. */
final class GcsBucketTest {

  private static final String VARIABLES =
      """
      {"project": "log-project", "location": "europe-west4", "first_shard": 2026, "lock": true, "years": 6,
       "writers": ["serviceAccount:append@functions.iam.gserviceaccount.com"],
       "readers": ["group:auditors@example.com"], "break_glass": ["group:break-glass@example.com"]}
      """;

  private static final String WRITER = "projects/log-project/roles/attestry_log_writer_2026";
  private static final String KEEPER = "projects/log-project/roles/attestry_log_keeper_2026";
  private static final String READER = "projects/log-project/roles/attestry_log_reader_2026";

  private final Applied module = Applied.of("modules/bucket-gcs", VARIABLES);

  @Test
  void whatIsWrittenIsKeptAsLongAsTheCodeAsksForAndLocked() {
    JsonNode kept = log().values().at("/retention_policy/0");
    assertThat(kept.path("is_locked").asBoolean()).isTrue();
    assertThat(Long.parseLong(kept.path("retention_period").asText()))
        .isGreaterThanOrEqualTo(Retention.SHARD_DAYS * 86_400L);
    assertThat(module.output("bucket").path("mode").asText())
        .isEqualTo(Retention.Mode.COMPLIANCE.name());
    assertThat(log().values().path("enable_object_retention").asBoolean()).isTrue();
  }

  /** Under another name the next apply would make a second, empty log. */
  @Test
  void theNamesOfADeploymentThatExistsStay() {
    assertThat(module.all("google_storage_bucket"))
        .extracting(b -> b.text("name"))
        .containsExactlyInAnyOrder("attestry-2026-log-project", "attestry-2026-log-project-access");
  }

  /** Without versions Google refuses to write over a kept object; with them it would be hidden. */
  @Test
  void nothingHidesOrRemovesAnObject() {
    assertThat(log().values().path("versioning")).isEmpty();
    assertThat(log().values().path("lifecycle_rule")).isEmpty();
  }

  @Test
  void bothBucketsAreClosedToThePublicAndLocked() {
    List<Resource> buckets = module.all("google_storage_bucket");
    assertThat(buckets)
        .hasSize(2)
        .allMatch(b -> b.values().path("uniform_bucket_level_access").asBoolean())
        .allMatch(b -> b.text("public_access_prevention").equals("enforced"))
        .allMatch(b -> b.values().at("/retention_policy/0/is_locked").asBoolean())
        .noneMatch(b -> b.values().path("force_destroy").asBoolean());
  }

  /** The policies are whole ones: what they do not name, nobody has on these buckets. */
  @Test
  void onlyWhoIsNamedMayDoAnything() {
    assertThat(granted("google_storage_bucket_iam_policy.log"))
        .containsExactlyInAnyOrder(
            WRITER + " serviceAccount:append@functions.iam.gserviceaccount.com",
            READER + " group:auditors@example.com",
            KEEPER + " group:break-glass@example.com");
    assertThat(granted("google_storage_bucket_iam_policy.access"))
        .containsExactlyInAnyOrder(
            "roles/storage.objectCreator google_logging_project_sink/attestry-2026-access"
                + ".writer_identity",
            KEEPER + " group:break-glass@example.com");
    for (String type :
        List.of("google_storage_bucket_iam_member", "google_storage_bucket_iam_binding")) {
      assertThat(module.all(type)).isEmpty();
    }
  }

  @Test
  void writersMayWhatThePackageDeclaresForTheBucketAndNothingElse() throws Exception {
    Set<String> declared = new TreeSet<>();
    JsonNode all =
        Applied.read(
            Files.readString(
                Terraform.PROJECT.resolve(
                    "gcp-adapter/functions/src/main/resources/dev/attestry/gcp/functions/permissions.json")));
    for (JsonNode s : all.path("statements")) {
      if (s.path("resource").asText().equals("bucket")) {
        declared.addAll(Iam.texts(s.path("actions")));
      }
    }
    assertThat(declared).isNotEmpty();
    Resource role = module.one("google_project_iam_custom_role.writer");
    assertThat(Set.copyOf(Iam.texts(role.values().path("permissions")))).isEqualTo(declared);
    assertThat(declared)
        .noneMatch(p -> p.matches(".*([.]delete|[.]update|override|setIamPolicy).*"));
    assertThat(
            Iam.texts(
                module.one("google_project_iam_custom_role.reader").values().path("permissions")))
        .containsExactlyInAnyOrder("storage.objects.get", "storage.objects.list");
  }

  /** Who may change the bucket could otherwise write to the log, and sign nothing of it. */
  @Test
  void whoBreaksTheGlassCreatesNoObjects() {
    Resource role = module.one("google_project_iam_custom_role.keeper");
    assertThat(Iam.texts(role.values().path("permissions")))
        .contains("storage.buckets.update", "storage.buckets.setIamPolicy")
        .noneMatch(p -> p.startsWith("storage.objects.") && !p.matches(".*[.](get|list)"));
  }

  @Test
  void theDenyPolicyHoldsOwnersOfTheProjectToo() {
    JsonNode rules = Applied.read(module.output("deny_policy").asText()).path("rules");
    assertThat(rules).hasSize(2);
    for (JsonNode r : rules) {
      assertThat(r.path("description").asText()).isNotEmpty();
      assertThat(Iam.texts(r.at("/denyRule/deniedPrincipals")))
          .containsExactly("principalSet://goog/public:all");
    }
    assertThat(Iam.texts(rules.at("/0/denyRule/deniedPermissions")))
        .containsExactly("storage.googleapis.com/objects.delete");
    assertThat(rules.at("/0/denyRule").has("exceptionPrincipals")).isFalse();
    assertThat(Iam.texts(rules.at("/1/denyRule/deniedPermissions")))
        .contains(
            "storage.googleapis.com/buckets.setIamPolicy",
            "storage.googleapis.com/buckets.update",
            "storage.googleapis.com/objects.overrideUnlockedRetention");
    assertThat(Iam.texts(rules.at("/1/denyRule/exceptionPrincipals")))
        .containsExactly("principalSet://goog/group/break-glass@example.com");
  }

  @Test
  void whoDidWhatGoesToTheSecondBucket() {
    Resource sink = module.one("google_logging_project_sink.access");
    assertThat(sink.text("destination"))
        .isEqualTo(
            "storage.googleapis.com/" + module.one("google_storage_bucket.access").text("name"));
    assertThat(sink.text("filter")).contains("bucket_name=\"" + log().text("name") + "\"");
    assertThat(
            module
                .one("google_project_iam_audit_config.storage[0]")
                .values()
                .path("audit_log_config"))
        .extracting(c -> c.path("log_type").asText())
        .containsExactlyInAnyOrder("ADMIN_READ", "DATA_READ", "DATA_WRITE");
  }

  private Resource log() {
    return module.one("google_storage_bucket.log");
  }

  private List<String> granted(String policy) {
    JsonNode bindings = module.one(policy).json("policy_data").path("bindings");
    List<String> all = new ArrayList<>();
    for (JsonNode b : bindings) {
      Iam.texts(b.path("members")).forEach(m -> all.add(b.path("role").asText() + " " + m));
    }
    return all;
  }
}
