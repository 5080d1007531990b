package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.infra.Applied.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The keys of AWS: the first commit key in use, and in the example of three clouds the second, with
 * a replaced one before it and a coming one behind it.
 */
final class AwsKeysTest {

  private static final List<String> SIGNERS =
      List.of("sweep", "event", "append", "dead-letter", "audit");

  private final Applied first = Applied.of("examples/single-cloud", AwsTest.VARIABLES);
  private final Applied second = Applied.of("examples/three-clouds", ThreeCloudsTest.VARIABLES);

  @Test
  void keysThatCanTurnDoAndTheTopicIsEncrypted() {
    for (Applied all : List.of(first, second)) {
      for (Resource k : all.all("aws_kms_key")) {
        boolean signs = k.text("key_usage").equals("SIGN_VERIFY");
        assertThat(k.values().path("enable_key_rotation").asBoolean()).isEqualTo(!signs);
      }
      assertThat(all.one("aws_sns_topic.told").text("kms_master_key_id")).isNotEmpty();
    }
  }

  /** Whoever takes over a function, or administers the account, does not open packs or sign. */
  @Test
  void onlyFunctionsSignAndNoneOpensPacks() {
    JsonNode pack = first.one("aws_kms_key.pack").json("policy");
    for (String f : AwsTest.FUNCTIONS) {
      assertThat(refused(pack, role(f), "kms:Decrypt")).containsExactly("NoFunctionOpensPacks");
    }
    for (Resource inUse :
        List.of(first.one("aws_kms_key.commit[0]"), second.one("aws_kms_key.commit[1]"))) {
      JsonNode commit = inUse.json("policy");
      for (String who : List.of(role("check"), "arn:aws:iam::123456789012:root")) {
        assertThat(refused(commit, who, "kms:Sign")).containsExactly("OnlyFunctionsSign");
      }
      for (String f : SIGNERS) {
        assertThat(refused(commit, role(f), "kms:Sign")).isEmpty();
      }
    }
  }

  /** Whoever keeps what a function had before a rotation, or may do all, signs by no other key. */
  @Test
  void byAReplacedKeyAndByOneThatIsToComeNobodySigns() {
    for (int i : List.of(0, 2)) {
      JsonNode key = second.one("aws_kms_key.commit[" + i + "]").json("policy");
      for (String f : AwsTest.FUNCTIONS) {
        assertThat(refused(key, role(f), "kms:Sign")).containsExactly("NobodySigns");
      }
      for (String who : List.of("root", "role/break-glass", "role/log-owner")) {
        assertThat(refused(key, "arn:aws:iam::123456789012:" + who, "kms:Sign"))
            .containsExactly("NobodySigns");
      }
    }
    Set<String> granted = new TreeSet<>();
    for (Resource p : second.all("aws_iam_role_policy")) {
      for (JsonNode s : p.json("policy").path("Statement")) {
        if (Iam.texts(s.path("Action")).contains("kms:Sign")) {
          granted.addAll(Iam.texts(s.path("Resource")));
        }
      }
    }
    assertThat(granted).containsExactly(second.one("aws_kms_key.commit[1]").text("arn"));
  }

  /** The owner of the log needs it of a key that is to come, a reader of a replaced one. */
  @Test
  void thePublicKeyOfEachMayBeRead() {
    for (int i : List.of(0, 1, 2)) {
      JsonNode key = second.one("aws_kms_key.commit[" + i + "]").json("policy");
      String root = "arn:aws:iam::123456789012:root";
      assertThat(refused(key, root, "kms:GetPublicKey")).isEmpty();
      // The account's own policies say who.
      assertThat(Iam.matching(key, "Allow", request(root, "kms:GetPublicKey"))).hasSize(1);
    }
  }

  @Test
  void eachCommitKeyIsANameOfItsOwnAndOnlyBreakGlassTakesItAway() {
    assertThat(second.all("aws_kms_alias").stream().map(a -> a.text("name")))
        .contains("alias/attestry-commit", "alias/attestry-commit-2", "alias/attestry-commit-3");
    assertThat(second.all("aws_kms_key").stream().map(k -> k.text("arn")).distinct()).hasSize(5);
    for (int i : List.of(0, 1, 2)) {
      JsonNode key = second.one("aws_kms_key.commit[" + i + "]").json("policy");
      for (String action : List.of("kms:ScheduleKeyDeletion", "kms:DisableKey")) {
        assertThat(refused(key, "arn:aws:iam::123456789012:root", action))
            .containsExactly("NobodyTakesTheKeyAway");
        assertThat(refused(key, "arn:aws:iam::123456789012:role/break-glass", action)).isEmpty();
      }
    }
  }

  private static String role(String function) {
    return AwsTest.arn("aws_iam_role", function);
  }

  private static List<String> refused(JsonNode policy, String who, String action) {
    return Iam.matching(policy, "Deny", request(who, action));
  }

  private static Iam.Request request(String who, String action) {
    return new Iam.Request(who, action, "k", Map.of());
  }
}
