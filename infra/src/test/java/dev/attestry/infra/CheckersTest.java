package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.infra.Applied.Resource;
import dev.attestry.lab.standin.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tools of others say: parliament of IAM's texts, checkov of the modules. */
final class CheckersTest {

  /** Where parliament is wrong about our texts, and why. */
  private static final List<Pattern> KNOWN =
      List.of(
          // The key's ARN is compared as a text, whole.
          Pattern.compile(
              ": MISMATCHED_TYPE_BUT_USABLE \"Type mismatch: StringNotEquals requires a value of"
                  + " type String but given Arn\"$"),
          // In a key's policy * is the key.
          Pattern.compile(" (\\S+\\.)?aws_kms_key\\.\\w+(\\[\\d+\\])?\\.policy: RESOURCE_STAR "),
          // Newer than its list.
          Pattern.compile(
              ": UNKNOWN_ACTION \"Unknown action (sts:GetWebIdentityToken"
                  + "|s3:(UpdateObjectEncryption|(Put|Delete)ObjectAnnotation))\"$"),
          // It knows no providers of OpenID Connect but Google, nor their conditions.
          Pattern.compile(
              "\\.assume_role_policy: UNKNOWN_CONDITION_FOR_ACTION \"Unknown condition"
                  + " sts\\.windows\\.net/[0-9a-f-]+/:(aud|sub) for action"
                  + " sts:AssumeRoleWithWebIdentity\"$"),
          Pattern.compile(
              "\\.assume_role_policy: UNKNOWN_FEDERATION_SOURCE"
                  + " \"arn:aws:iam::[0-9]{12}:oidc-provider/sts\\.windows\\.net/[0-9a-f-]+/\"$"));

  /** Of a statement its first, in a list or alone. */
  private static final Pattern ACTION = Pattern.compile("(\"Action\":\\[?\"[a-z0-9-]+:)[A-Za-z*]+");

  /** Of checkov's list: the check, the module and the resource, the reason. */
  private static final Pattern SKIP =
      Pattern.compile("  - (CKV\\w+) {2}# ([a-z0-9-]+ \\w+[.]\\w+): \\S.+");

  /** Functions in AWS that write to a bucket elsewhere ask for a token of their own role. */
  static final String BUCKET_ELSEWHERE =
      """
      {"origin": "clinic.example/flows", "shard": 2026, "map": "m", "policy": "p", "package": "tests/aws.tftest.hcl",
       "genesis": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "logs": {"clinic.example/flows/2026": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
       "bucket": {"url": "az://account/log", "mode": "COMPLIANCE",
         "environment": {"ATTESTRY_BUCKET_AUDIENCE": "api://AzureADTokenExchange"}},
       "break_glass": ["arn:aws:iam::123456789012:role/break-glass"],
       "alarm_targets": ["arn:aws:sns:eu-central-1:123456789012:people"]}
      """;

  private static final String INTO_AWS =
      """
      {"to": "aws", "aws_bucket": {"arn": "arn:aws:s3:::attestry-log-123456789012", "region": "eu-central-1"},
       "from_azure": {"tenant_id": "00000000-0000-4000-8000-000000000001",
         "subjects": {"append": "00000000-0000-4000-8000-00000000000a"}},
       "from_gcp": {"subjects": {"append": "100000000000000000001"}}}
      """;

  /**
   * Every module and example that writes policies of IAM, with variables that bring all of them.
   */
  private static final Map<String, String> WITH_POLICIES =
      Map.of(
          "examples/single-cloud", AwsTest.VARIABLES,
          "examples/three-clouds", ThreeCloudsTest.VARIABLES,
          "modules/aws", BUCKET_ELSEWHERE,
          "modules/bucket-s3", S3BucketTest.VARIABLES,
          "modules/federation", INTO_AWS);

  @Test
  void parliamentFindsNothingInWhatIamWouldRead() throws Exception {
    Path parliament = tool("parliament");
    ObjectNode texts = Json.object();
    Set<String> mistaken = new TreeSet<>();
    for (Map.Entry<String, String> c : WITH_POLICIES.entrySet()) {
      ObjectNode own = Json.object();
      for (Resource r : Applied.of(c.getKey(), c.getValue()).resources()) {
        policies(c.getKey() + " " + r.address(), r.values(), own);
      }
      // It does find something, where there is something: one action of each text's, misspelt.
      for (Map.Entry<String, JsonNode> text : own.properties()) {
        String right = text.getValue().textValue();
        String wrong = ACTION.matcher(right).replaceFirst("$1Objekt");
        assertThat(wrong).as(text.getKey()).isNotEqualTo(right);
        texts.put("misspelt " + text.getKey(), wrong);
        mistaken.add("misspelt " + text.getKey() + ": UNKNOWN_ACTION");
      }
      texts.setAll(own);
    }
    assertThat(mistaken).hasSizeGreaterThan(70);
    Set<String> found = new TreeSet<>();
    for (String line :
        run(parliament, texts.toString(), Applied.hook("read_policies.py")).lines().toList()) {
      if (!line.isBlank() && KNOWN.stream().noneMatch(k -> k.matcher(line).find())) {
        found.add(line.strip().replaceFirst("(: UNKNOWN_ACTION) .*", "$1"));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(mistaken);
  }

  /** No module writes a policy that is not read above. */
  @Test
  void everyModuleThatWritesPoliciesIsRead() throws IOException {
    for (String folder : Terraform.folders()) {
      try (Stream<Path> files = Files.list(Terraform.SOURCES.resolve(folder))) {
        for (Path p : files.filter(f -> f.toString().endsWith(".tf")).toList()) {
          if (Files.readString(p).contains("\"2012-10-17\"")) {
            assertThat(WITH_POLICIES).as(p.toString()).containsKey(folder);
          }
        }
      }
    }
  }

  /** Each text of a resource that is a policy, under its argument's name. */
  private static void policies(String of, JsonNode values, ObjectNode into) {
    for (Map.Entry<String, JsonNode> v : values.properties()) {
      if (v.getValue().isTextual() && v.getValue().textValue().contains("\"Statement\":")) {
        into.put(of + "." + v.getKey(), v.getValue().textValue());
      }
    }
  }

  /**
   * Each finding is on the list with its resource and reason, so that none hides behind that of
   * another resource; and what is on the list is found, so that no reason outlives its finding.
   */
  @Test
  void checkovFindsInEachResourceWhatTheListSaysAndNothingElse() throws Exception {
    Path checkov = tool("checkov");
    List<String> listed = new ArrayList<>();
    for (String line : Files.readAllLines(Terraform.PROJECT.resolve(".checkov.yaml"))) {
      if (line.startsWith("  - CKV")) {
        Matcher m = SKIP.matcher(line);
        assertThat(m.matches()).as(line + ": ID  # MODULE RESOURCE: reason").isTrue();
        listed.add(m.group(1) + " " + m.group(2));
      }
    }
    assertThat(listed).doesNotHaveDuplicates();
    String said =
        run(
            checkov,
            "",
            "-m",
            "checkov.main",
            "-d",
            Terraform.SOURCES.toString(),
            "--framework",
            "terraform",
            "-o",
            "json",
            "--soft-fail",
            "--skip-download");
    JsonNode report = Applied.read(said);
    assertThat(report.at("/summary/parsing_errors").asInt(-1)).isZero();
    assertThat(report.at("/summary/passed").asInt()).isGreaterThan(100);
    Set<String> found = new TreeSet<>();
    report.at("/results/failed_checks").forEach(c -> found.add(finding(c)));
    Set<String> without = new TreeSet<>(found);
    listed.forEach(without::remove);
    assertThat(without).as("found, and without a reason in .checkov.yaml").isEmpty();
    Set<String> stale = new TreeSet<>(listed);
    stale.removeAll(found);
    assertThat(stale).as("in .checkov.yaml, and no longer found").isEmpty();
  }

  /** As the list names it: the check, the module's folder, the resource without its instance. */
  private static String finding(JsonNode check) {
    String folder = check.path("file_path").asText().replaceFirst("/[^/]+$", "");
    return check.path("check_id").asText()
        + " "
        + folder.substring(folder.lastIndexOf('/') + 1)
        + " "
        + check
            .path("resource")
            .asText()
            .replaceFirst("^(module[.][^.]+[.])+", "")
            .replaceFirst("\\[.*", "");
  }

  private static Path tool(String name) {
    assumeTrue(StandIns.missing(name).isEmpty(), () -> StandIns.missing(name).orElseThrow());
    return StandIns.installed(name).orElseThrow().resolve("bin/python");
  }

  private static String run(Path python, String input, String... arguments)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile(Path.of("target"), "tool", ".in");
    Path out = Files.createTempFile(Path.of("target"), "tool", ".out");
    Files.writeString(in, input);
    List<String> line = new ArrayList<>(List.of(python.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder b = new ProcessBuilder(line).redirectInput(in.toFile());
    // In a folder without a .checkov.yaml, which it would take.
    b.directory(Path.of("target").toFile());
    Process p =
        b.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(p.waitFor()).as(String.join(" ", line)).isZero();
    String said = Files.readString(out);
    Files.delete(in);
    Files.delete(out);
    return said;
  }
}
