package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.infra.Applied.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Three clouds over one bucket: who comes in from where, and nobody else. */
final class ThreeCloudsTest {

  static final String VARIABLES =
      """
      {"origin": "clinic.example/flows", "shard": 2026, "map": "m", "policy": "p", "lock": true, "years": 6,
       "genesis": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "logs": {"clinic.example/flows/2026": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
       "aws": {"region": "eu-central-1", "package": "tests/package.zip",
         "owner": "arn:aws:iam::123456789012:role/log-owner",
         "break_glass": ["arn:aws:iam::123456789012:role/break-glass"],
         "writer": "aws-commit-2", "commit_keys": 3, "commit_key": 2,
         "alarm_targets": ["arn:aws:sns:eu-central-1:123456789012:people"]},
       "azure": {"subscription_id": "00000000-0000-0000-0000-00000000000a", "location": "westeurope",
         "package": "tests/package.zip", "writer": "azure-commit-2",
         "commit_key": "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000002",
         "alarm_targets": ["/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/people"]},
       "gcp": {"project": "fn-project", "region": "europe-west4", "package": "tests/package.zip",
         "writer": "gcp-commit-2", "commit_key_versions": 2, "commit_key_version": 2,
         "alarm_targets": ["people@example.com"]}}
      """;

  private static final String ROLE = "arn:aws:iam::123456789012:role/";

  private static final Pattern FUNCTION =
      Pattern.compile(
          "[.](aws_lambda_function|azurerm_linux_function_app|google_cloudfunctions2_function)[.]");

  private static final List<String> FUNCTIONS =
      List.of("sweep", "event", "check", "append", "dead-letter", "audit");

  private final Applied all = Applied.of("examples/three-clouds", VARIABLES);

  /** The bucket's own policy refuses whoever is not one of these. */
  @Test
  void writersAreTheRolesOfAllFunctionsAndTheOwner() {
    Set<String> should = new TreeSet<>();
    FUNCTIONS.forEach(f -> should.add(ROLE + "attestry-" + f));
    should.add(ROLE + "attestry-from-azure");
    should.add(ROLE + "attestry-from-gcp");
    should.add(ROLE + "log-owner");
    List<Set<String>> exempt = new ArrayList<>();
    for (JsonNode s : all.one("aws_s3_bucket_policy.log").json("policy").path("Statement")) {
      if (s.path("Sid").asText().equals("WritersOnly")) {
        exempt.add(new TreeSet<>(Iam.texts(s.at("/Condition/ArnNotEquals/aws:PrincipalArn"))));
      }
    }
    assertThat(exempt).containsExactly(should);
  }

  @Test
  void theTrustOfTheRolesPinsIssuerAudienceAndSubject() {
    String issuer = "sts.windows.net/00000000-0000-0000-0000-000000000001/";
    JsonNode azure = trust("attestry-from-azure");
    assertThat(azure.at("/Principal/Federated").asText())
        .isEqualTo("arn:aws:iam::123456789012:oidc-provider/" + issuer);
    assertThat(azure.path("Condition")).hasSize(1);
    JsonNode pinned = azure.at("/Condition/StringEquals");
    assertThat(pinned).hasSize(2);
    assertThat(Iam.texts(pinned.path(issuer + ":aud")))
        .containsExactly("api://00000000-0000-0000-0000-000000000001/attestry-log");
    assertThat(Iam.texts(pinned.path(issuer + ":sub")))
        .containsExactlyInAnyOrderElementsOf(
            subjects("azurerm_user_assigned_identity/attestry-%s.principal_id"));

    JsonNode google = trust("attestry-from-gcp");
    assertThat(google.at("/Principal/Federated").asText()).isEqualTo("accounts.google.com");
    assertThat(google.path("Condition")).hasSize(1);
    JsonNode of = google.at("/Condition/StringEquals");
    assertThat(of).hasSize(3);
    assertThat(Iam.texts(of.path("accounts.google.com:oaud"))).containsExactly("sts.amazonaws.com");
    for (String key : List.of("accounts.google.com:sub", "accounts.google.com:aud")) {
      assertThat(Iam.texts(of.path(key)))
          .containsExactlyInAnyOrderElementsOf(
              subjects("google_service_account/attestry-%s.unique_id"));
    }
  }

  private static List<String> subjects(String each) {
    return FUNCTIONS.stream().map(each::formatted).toList();
  }

  private JsonNode trust(String role) {
    JsonNode statements = role(role).json("assume_role_policy").path("Statement");
    assertThat(statements).hasSize(1);
    assertThat(statements.at("/0/Action").asText()).isEqualTo("sts:AssumeRoleWithWebIdentity");
    return statements.path(0);
  }

  private Resource role(String name) {
    return all.all("aws_iam_role").stream()
        .filter(r -> r.text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theRolesMayWhatTheStoreOfAwsNeedsOnTheBucketAndNothingElse() throws IOException {
    String bucket = "arn:aws:s3:::attestry-log-123456789012";
    Set<String> should = new TreeSet<>();
    JsonNode declared =
        Applied.read(Files.readString(Terraform.SOURCES.resolve("modules/aws/permissions.json")));
    for (JsonNode s : declared.path("statements")) {
      String on = s.path("resource").asText();
      if (on.startsWith("bucket")) {
        Iam.texts(s.path("actions"))
            .forEach(a -> should.add(a + " on " + on.replace("bucket", bucket)));
      }
    }
    List<Resource> policies =
        all.all("aws_iam_role_policy").stream()
            .filter(p -> p.text("role").startsWith("attestry-from-"))
            .toList();
    assertThat(policies).hasSize(2);
    for (Resource p : policies) {
      Set<String> may = new TreeSet<>();
      for (JsonNode s : p.json("policy").path("Statement")) {
        for (String a : Iam.texts(s.path("Action"))) {
          Iam.texts(s.path("Resource")).forEach(r -> may.add(a + " on " + r));
        }
      }
      assertThat(may).isEqualTo(should);
    }
  }

  /** A rotation is said in the example's variables and reaches the functions, in each cloud. */
  @Test
  void functionsSignByTheKeyAndUnderTheNameThatWereChosen() {
    Set<String> signing = new TreeSet<>();
    for (JsonNode e : environments()) {
      signing.add(
          e.path("ATTESTRY_WRITER").asText() + " by " + e.path("ATTESTRY_COMMIT_KEY").asText());
    }
    assertThat(signing)
        .containsExactly(
            "aws-commit-2 by " + all.one("aws_kms_key.commit[1]").text("arn"),
            "azure-commit-2 by https://kv.vault.azure.net/keys/commit/00000000000000000000000000000002",
            "gcp-commit-2 by " + all.one("google_kms_crypto_key_version.commit[1]").text("name"));
  }

  private List<JsonNode> environments() {
    List<JsonNode> found = new ArrayList<>();
    all.all("aws_lambda_function")
        .forEach(f -> found.add(f.values().at("/environment/0/variables")));
    all.all("azurerm_linux_function_app").forEach(f -> found.add(f.values().path("app_settings")));
    all.all("google_cloudfunctions2_function")
        .forEach(f -> found.add(f.values().at("/service_config/0/environment_variables")));
    return found;
  }

  @Test
  void functionsOfAllCloudsAreToldOfTheSameBucketAndOfTheirRole() {
    List<JsonNode> elsewhere =
        environments().stream()
            .filter(e -> !e.path("ATTESTRY_CLOUD").asText().equals("aws"))
            .toList();
    assertThat(elsewhere)
        .hasSize(12)
        .allMatch(e -> e.path("AWS_REGION").asText().equals("eu-central-1"))
        .allMatch(
            e ->
                e.path("AWS_ROLE_ARN")
                    .asText()
                    .equals(ROLE + "attestry-from-" + e.path("ATTESTRY_CLOUD").asText()));
    assertThat(environments())
        .hasSize(18)
        .allMatch(
            e ->
                e.path("ATTESTRY_BUCKET")
                    .asText()
                    .replace("s3://", "")
                    .equals("attestry-log-123456789012"))
        .allMatch(e -> e.path("ATTESTRY_BUCKET_MODE").asText().equals("COMPLIANCE"))
        .allMatch(e -> e.path("ATTESTRY_SHARD").asText().equals("2026"))
        .allMatch(e -> e.path("ATTESTRY_GENESIS").asText().startsWith("9f86d081"));
  }

  /** Raising the year must not touch what holds the years before it. */
  @Test
  void theTurnOfTheYearChangesWhatFunctionsAreToldAndNothingElse() {
    Applied next = Applied.of("examples/three-clouds", nextYear());
    Map<String, JsonNode> before = values(all);
    Map<String, JsonNode> after = values(next);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.keySet().stream().filter(a -> !Objects.equals(after.get(a), before.get(a))))
        .hasSize(18)
        .allMatch(FUNCTION.asPredicate());
    JsonNode until = next.output("bucket").path("kept_until");
    assertThat(until.path("2026").asText()).isEqualTo("2033-01-01T00:00:00Z");
    assertThat(until.path("2027").asText()).isEqualTo("2034-01-01T00:00:00Z");
  }

  private static Map<String, JsonNode> values(Applied applied) {
    return applied.resources().stream()
        .collect(Collectors.toMap(Resource::address, Resource::values));
  }

  private static String nextYear() {
    ObjectNode v = (ObjectNode) Applied.read(VARIABLES);
    String genesis = "a".repeat(64);
    v.put("shard", 2027).put("genesis", genesis);
    v.putObject("logs").put("clinic.example/flows/2027", genesis);
    return v.toString();
  }
}
