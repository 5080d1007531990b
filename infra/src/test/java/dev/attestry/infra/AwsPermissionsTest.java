package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.infra.Applied.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may do what in AWS, on what and under which condition: all of it, word for word. */
final class AwsPermissionsTest {

  /** What may be said of everything, and why. */
  private static final Map<String, String> WIDE =
      Map.of(
          "AccountManagesByItsOwnPolicies", "a key that the account cannot manage is lost",
          "FindsTheInstanceThatASelectorByTagOrAutoScalingGroupNames", "AWS knows nothing narrower",
          "ReadsWhatTheScriptPrinted", "AWS knows nothing narrower",
          "ReadsWhoseImageAnInstanceHas", "AWS knows nothing narrower",
          "WritersThroughThisBucketOnly", "in a key's policy * is this key");

  /** For the cloud of the bucket, and no longer than it is used. */
  private static final String FOR_A_TOKEN =
      """
      {"NumericLessThanEquals":{"sts:DurationSeconds":300},\
      "StringEquals":{"sts:IdentityTokenAudience":"api://AzureADTokenExchange"}}""";

  /** By whom a policy is that is neither a function's nor a bucket's. */
  private static final Path POLICIES =
      Terraform.PROJECT.resolve("infra/src/test/resources/aws-policies.txt");

  private final Applied all = Applied.of("examples/single-cloud", AwsTest.VARIABLES);
  private final Applied elsewhere = Applied.of("modules/aws", CheckersTest.BUCKET_ELSEWHERE);

  /** Of each function: what its role may do, action by action, against what is declared. */
  @Test
  void eachRoleMayDoWhatThePackageDeclaresAndNothingElse() throws IOException {
    for (Applied deployment : List.of(all, elsewhere)) {
      for (String f : AwsTest.FUNCTIONS) {
        Set<String> may = new TreeSet<>();
        for (JsonNode s : policyOf(deployment, "attestry-" + f).path("Statement")) {
          assertThat(s.path("Effect").asText()).isEqualTo("Allow");
          for (String action : Iam.texts(s.path("Action"))) {
            for (String resource : Iam.texts(s.path("Resource"))) {
              may.add(grant(action, resource, s.path("Condition").toString()));
            }
          }
        }
        assertThat(may).as(f).isEqualTo(declared(deployment, f));
      }
    }
  }

  private Set<String> declared(Applied deployment, String function) throws IOException {
    JsonNode declared =
        Applied.read(Files.readString(Terraform.SOURCES.resolve("modules/aws/permissions.json")));
    Set<String> should = new TreeSet<>();
    for (JsonNode s : declared.path("statements")) {
      String resource = s.path("resource").asText();
      if (Iam.texts(s.path("functions")).contains(function)) {
        for (String action : Iam.texts(s.path("actions"))) {
          for (String r : real(deployment, resource, function)) {
            should.add(grant(action, r, resource.equals("own role") ? FOR_A_TOKEN : ""));
          }
        }
      }
    }
    return should;
  }

  private static String grant(String action, String resource, String condition) {
    return action + " on " + resource + " if " + condition;
  }

  /** What the names in permissions.json are here, written down a second time. */
  private List<String> real(Applied deployment, String resource, String function) {
    String bucket = "arn:aws:s3:::attestry-log-123456789012";
    boolean here = deployment.equals(all);
    return switch (resource) {
      case "bucket" -> here ? List.of(bucket) : List.of();
      case "bucket/*" -> here ? List.of(bucket + "/*") : List.of();
      case "commit-key" -> List.of(deployment.one("aws_kms_key.commit[0]").text("arn"));
      case "pack-key" -> List.of(deployment.one("aws_kms_key.pack").text("arn"));
      case "check-queue" -> List.of(AwsTest.arn("aws_sqs_queue", "check"));
      case "append-queue" -> List.of(AwsTest.arn("aws_sqs_queue", "append"));
      case "dead-letter-queue" -> List.of(AwsTest.arn("aws_sqs_queue", "dead-letter"));
      case "topic" -> List.of(AwsTest.arn("aws_sns_topic", "told"));
      case "account", "commands" -> List.of("*");
      case "instances" -> List.of("arn:aws:ec2:eu-central-1:123456789012:instance/*");
      case "evidence-document and instances" ->
          List.of(
              AwsTest.arn("aws_ssm_document", "evidence"),
              "arn:aws:ec2:eu-central-1:123456789012:instance/*");
      case "log-group" ->
          List.of(
              "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/attestry-"
                  + function
                  + ":*");
      // A token is needed where another cloud has the bucket.
      case "own role" -> here ? List.of() : List.of("*");
      default -> throw new AssertionError(resource);
    };
  }

  /** The one policy of a role. */
  private static JsonNode policyOf(Applied deployment, String role) {
    List<Resource> found =
        deployment.all("aws_iam_role_policy").stream()
            .filter(p -> p.text("role").equals(role))
            .toList();
    assertThat(found).as(role).hasSize(1);
    return found.get(0).json("policy");
  }

  /**
   * Who takes which role, what the scheduler may do, who uses keys, queues and the function of
   * events. The functions' rights are above, what the buckets say is in {@link S3PolicyTest}.
   */
  @Test
  void allOtherPoliciesSayWhatTheyShouldWordForWord() throws IOException {
    List<String> said = new ArrayList<>();
    for (Resource r : all.resources()) {
      String address = r.address().replaceFirst("^module\\.\\w+\\.", "");
      if (r.type().equals("aws_lambda_permission")) {
        said.add(address + ": " + permission(r));
      } else if (!r.type().equals("aws_s3_bucket_policy")
          && !address.startsWith("aws_iam_role_policy.function")) {
        for (String argument : List.of("policy", "assume_role_policy")) {
          if (r.text(argument).startsWith("{")) {
            r.json(argument).path("Statement").forEach(s -> said.add(address + ": " + s));
          }
        }
      }
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(Files.readAllLines(POLICIES));
  }

  private static String permission(Resource r) {
    return List.of("action", "principal", "source_arn", "source_account", "function_name").stream()
        .map(a -> a + " " + r.text(a))
        .collect(Collectors.joining(", "));
  }

  @Test
  void noRoleHasRightsFromElsewhere() {
    assertThat(all.all("aws_iam_role_policy_attachment")).isEmpty();
    assertThat(all.all("aws_iam_policy")).isEmpty();
    Set<String> roles =
        all.all("aws_iam_role").stream().map(r -> r.text("name")).collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(Set.of("attestry-scheduler"));
    AwsTest.FUNCTIONS.forEach(f -> expected.add("attestry-" + f));
    assertThat(roles).isEqualTo(expected);
  }

  /** Whoever allows everything, everybody or everywhere is named above, with a reason. */
  @Test
  void nothingWideIsAllowedWithoutAReason() {
    Set<String> wide = new TreeSet<>();
    for (Resource r : all.resources()) {
      for (String argument : List.of("policy", "assume_role_policy")) {
        if (r.text(argument).startsWith("{")) {
          for (JsonNode s : r.json(argument).path("Statement")) {
            assertThat(s.path("Sid").asText()).as(r.address()).matches("[A-Za-z0-9]+");
            boolean everything =
                Iam.texts(s.path("Action")).stream().anyMatch(a -> a.contains("*"))
                    || Iam.texts(s.path("Resource")).contains("*")
                    || s.path("Principal").asText().equals("*")
                    || Iam.texts(s.path("Principal").path("AWS")).contains("*");
            boolean allows = s.path("Effect").asText().equals("Allow");
            if (allows && everything) {
              wide.add(s.path("Sid").asText());
            }
            // Where it refuses, all other resources are more of them, and none is let in.
            assertThat(Set.of("NotAction", "NotResource", "NotPrincipal"))
                .noneMatch(n -> s.has(n) && (allows || !n.equals("NotResource")));
          }
        }
      }
    }
    assertThat(wide).isEqualTo(WIDE.keySet());
  }
}
