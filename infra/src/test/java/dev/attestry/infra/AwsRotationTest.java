package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another commit key changes in a deployment of AWS that runs: nothing is taken away. */
final class AwsRotationTest {

  private static final String FOLDER = "examples/single-cloud";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable c : open) {
      c.close();
    }
  }

  /** Else the key that the log names would be destroyed, or a second one be made in its place. */
  @Test
  void aKeyOfBeforeThereWereNumbersIsTheFirst() throws IOException {
    JsonNode state = Applied.read(new String(before(), StandardCharsets.UTF_8));
    for (JsonNode r : state.path("resources")) {
      if (r.path("name").asText().equals("commit")) {
        r.path("instances").forEach(i -> ((ObjectNode) i).remove("index_key"));
      }
    }
    Terraform t = running(state.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(planned(t, variables(1, 1)))
        .containsExactlyInAnyOrder(
            "was module.aws.aws_kms_key.commit: module.aws.aws_kms_key.commit[0] [\"no-op\"]",
            "was module.aws.aws_kms_alias.commit: module.aws.aws_kms_alias.commit[0] [\"no-op\"]");
  }

  @Test
  void aNewKeyIsMadeThenChosenAndNeverTakenAway() throws IOException {
    Terraform t = running(before());
    assertThat(planned(t, variables(2, 1)))
        .containsExactlyInAnyOrder(
            "module.aws.aws_kms_key.commit[1] [\"create\"]",
            "module.aws.aws_kms_alias.commit[1] [\"create\"]");

    Applied.apply(t, FOLDER, variables(2, 1));
    List<String> should = new ArrayList<>();
    for (String f : AwsTest.FUNCTIONS) {
      should.add("module.aws.aws_lambda_function.function[\"" + f + "\"] [\"update\"]");
      should.add("module.aws.aws_iam_role_policy.function[\"" + f + "\"] [\"update\"]");
    }
    should.add("module.aws.aws_kms_key.commit[0] [\"update\"]");
    should.add("module.aws.aws_kms_key.commit[1] [\"update\"]");
    assertThat(planned(t, variables(2, 2))).containsExactlyInAnyOrderElementsOf(should);

    Terraform.Output fewer = plan(t, variables(1, 1));
    assertThat(fewer.exit()).isEqualTo(1);
    assertThat(fewer.text())
        .contains("module.aws.aws_kms_key.commit[1] has lifecycle.prevent_destroy set");
  }

  /** A deployment with one key. */
  private static byte[] before() {
    return Applied.state(FOLDER, AwsTest.VARIABLES);
  }

  private static String variables(int keys, int chosen) {
    ObjectNode v = (ObjectNode) Applied.read(AwsTest.VARIABLES);
    v.put("commit_keys", keys).put("commit_key", chosen);
    return v.put("writer", chosen == 1 ? "aws-commit" : "aws-commit-" + chosen).toString();
  }

  private Terraform running(byte[] state) {
    States states = States.startingFrom(state);
    open.add(states);
    return Terraform.copyTo("rotation-" + ProcessHandle.current().pid())
        .with(Arns.environment())
        .keepingStateIn(states, FOLDER);
  }

  private static Terraform.Output plan(Terraform t, String variables) throws IOException {
    Path file = t.root().resolve("variables.tfvars.json");
    Files.writeString(file, variables);
    return t.run(FOLDER, "plan", "-input=false", "-no-color", "-out=planned", "-var-file=" + file);
  }

  /** What a plan does not leave as and where it is. */
  private static List<String> planned(Terraform t, String variables) throws IOException {
    Terraform.Output said = plan(t, variables);
    assertThat(said.exit()).as(said.text()).isZero();
    JsonNode plan = Applied.read(t.succeed(FOLDER, "show", "-json", "planned"));
    List<String> all = new ArrayList<>();
    for (JsonNode c : plan.path("resource_changes")) {
      String change = c.path("address").asText() + " " + c.at("/change/actions");
      if (c.has("previous_address")) {
        all.add("was " + c.path("previous_address").asText() + ": " + change);
      } else if (!change.endsWith("[\"no-op\"]")) {
        all.add(change);
      }
    }
    return all;
  }
}
