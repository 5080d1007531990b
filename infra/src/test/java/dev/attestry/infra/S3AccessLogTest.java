package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the policy of the access log's bucket in S3 refuses, and that S3 can deliver. */
final class S3AccessLogTest {

  private static final String DELIVERY = "logging.s3.amazonaws.com";
  private static final String ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/";
  private static final String LOG = "arn:aws:s3:::attestry-log-" + ACCOUNT;
  private static final String BUCKET = LOG + "-access";

  private static final Map<String, String> PEOPLE =
      Map.of(
          "a writer of the log", ROLE + "attestry-append",
          "an administrator", ROLE + "administrator",
          "break-glass", ROLE + "break-glass",
          "the account's root", "arn:aws:iam::" + ACCOUNT + ":root");

  private final Applied module = Applied.of("modules/bucket-s3", S3BucketTest.VARIABLES);
  private final JsonNode policy = module.one("aws_s3_bucket_policy.access").json("policy");

  private static Iam.Request by(String who, String action) {
    boolean ofBucket = action.contains("Bucket") || action.endsWith("Configuration");
    String resource = ofBucket ? BUCKET : BUCKET + "/log/2026-11-29-00-00-00-0123456789ABCDEF";
    return new Iam.Request(who, action, resource, Map.of("aws:SecureTransport", "true"));
  }

  /** As a service asks: in the name of somebody's bucket. */
  private static Iam.Request service(String name, String bucket, String account, boolean tls) {
    Iam.Request r = by(name, "s3:PutObject");
    Map<String, String> context = new HashMap<>();
    context.put("aws:SecureTransport", Boolean.toString(tls));
    context.put("aws:PrincipalServiceName", name);
    context.put("aws:SourceArn", bucket);
    context.put("aws:SourceAccount", account);
    return new Iam.Request(name, r.action(), r.resource(), context);
  }

  /**
   * A role may be allowed anything by a policy of its own, so that only a refusal stops it; a
   * service has what this policy allows it.
   */
  private static boolean refused(JsonNode policy, Iam.Request r) {
    return !Iam.matching(policy, "Deny", r).isEmpty()
        || (r.context().containsKey("aws:PrincipalServiceName")
            && Iam.matching(policy, "Allow", r).isEmpty());
  }

  /** By what they are, to what is asked for. */
  private static Map<String, Iam.Request> attacks() {
    Map<String, Iam.Request> all = new LinkedHashMap<>();
    all.put("a record over plain HTTP", service(DELIVERY, LOG, ACCOUNT, false));
    all.put(
        "records of a stranger's bucket among ours",
        service(DELIVERY, "arn:aws:s3:::theirs", "666666666666", true));
    all.put(
        "records of another bucket of ours",
        service(DELIVERY, "arn:aws:s3:::other", ACCOUNT, true));
    all.put(
        "records of a bucket of our name in another account",
        service(DELIVERY, LOG, "666666666666", true));
    all.put("records of another service", service("cloudtrail.amazonaws.com", LOG, ACCOUNT, true));
    PEOPLE.forEach(
        (name, who) -> {
          all.put("a forged record by " + name, by(who, "s3:PutObject"));
          for (String action :
              List.of(
                  "PutObjectTagging",
                  "PutObjectAcl",
                  "PutObjectAnnotation",
                  "UpdateObjectEncryption",
                  "ReplicateObject",
                  "DeleteObject",
                  "DeleteObjectVersion",
                  "DeleteObjectTagging",
                  "DeleteObjectAnnotation",
                  "ReplicateDelete",
                  "DeleteBucket")) {
            all.put(action + " by " + name, by(who, "s3:" + action));
          }
          if (!name.equals("break-glass")) {
            changes().stream()
                // Not to be held from these: see Iam.
                .filter(a -> !(who.endsWith(":root") && a.endsWith("BucketPolicy")))
                .forEach(a -> all.put(a + " by " + name, by(who, a)));
          }
        });
    return all;
  }

  /** What a bucket can be changed by; each of them could end the records or open them. */
  private static List<String> changes() {
    return List.of(
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutEncryptionConfiguration",
        "s3:PutReplicationConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketAcl");
  }

  @TestFactory
  List<DynamicTest> everyAttackIsRefused() {
    return attacks().entrySet().stream()
        .map(
            a ->
                DynamicTest.dynamicTest(
                    a.getKey(), () -> assertThat(refused(policy, a.getValue())).isTrue()))
        .toList();
  }

  /** Each refusal has something that it alone stops: without it an attack above goes through. */
  @TestFactory
  List<DynamicTest> withoutAnyOneRefusalAnAttackGoesThrough() {
    JsonNode statements = policy.path("Statement");
    return IntStream.range(0, statements.size())
        .filter(i -> statements.get(i).path("Effect").asText().equals("Deny"))
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    statements.get(i).path("Sid").asText(),
                    () -> assertThat(attacks().values()).anyMatch(r -> !refused(without(i), r))))
        .toList();
  }

  /** S3 alone is let in, by one statement, and nothing refuses it. */
  @Test
  void s3DeliversTheRecordsOfTheLogAndNothingElseIsAllowed() {
    Iam.Request delivery = service(DELIVERY, LOG, ACCOUNT, true);
    assertThat(Iam.matching(policy, "Deny", delivery)).isEmpty();
    assertThat(Iam.matching(policy, "Allow", delivery))
        .containsExactly("S3DeliversRecordsOfTheLogsBucket");
    assertThat(policy.path("Statement"))
        .filteredOn(s -> s.path("Effect").asText().equals("Allow"))
        .hasSize(1);
    assertThat(module.one("aws_s3_bucket_logging.log").text("bucket"))
        .isEqualTo(LOG.substring("arn:aws:s3:::".length()));
  }

  /** The bucket of who read the log is no easier to change than the log itself. */
  @Test
  void theSameChangesTakeBreakGlassAsWithTheLog() {
    JsonNode log = module.one("aws_s3_bucket_policy.log").json("policy");
    assertThat(changesByBreakGlass(policy))
        .isEqualTo(changesByBreakGlass(log))
        .containsAll(changes());
    for (String action : changesByBreakGlass(policy)) {
      Iam.Request r = new Iam.Request(ROLE + "break-glass", action, BUCKET, tls());
      assertThat(Iam.matching(policy, "Deny", r)).as(action).isEmpty();
    }
  }

  /** Whoever investigates, if his role lets him. */
  @Test
  void readingIsNotRefused() {
    for (String action : List.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket")) {
      assertThat(Iam.matching(policy, "Deny", by(ROLE + "auditor", action))).as(action).isEmpty();
    }
  }

  private static Map<String, String> tls() {
    return Map.of("aws:SecureTransport", "true");
  }

  private JsonNode without(int statement) {
    ObjectNode less = policy.deepCopy();
    ((ArrayNode) less.path("Statement")).remove(statement);
    return less;
  }

  private static Set<String> changesByBreakGlass(JsonNode policy) {
    Set<String> all = new TreeSet<>();
    for (JsonNode s : policy.path("Statement")) {
      if (s.path("Sid").asText().equals("NobodyChangesTheBucketButByBreakGlass")) {
        all.addAll(Iam.texts(s.path("Action")));
      }
    }
    return all;
  }
}
