package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Genesis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the policy of the bucket refuses, and what it lets the functions do. */
final class S3PolicyTest {

  private static final String WRITER = "arn:aws:iam::123456789012:role/attestry-append";
  private static final String BREAK_GLASS = "arn:aws:iam::123456789012:role/break-glass";
  private static final String STRANGER = "arn:aws:iam::123456789012:role/administrator";
  private static final String ROOT = "arn:aws:iam::123456789012:root";
  private static final String BUCKET = "arn:aws:s3:::attestry-log-123456789012";
  private static final String OBJECT = BUCKET + "/2026/commit/000/000000001";
  private static final String UNTIL = "s3:object-lock-retain-until-date";
  private static final int FIRST = 2026;
  private static final int YEARS = 20;

  private final Applied module = Applied.of("modules/bucket-s3", S3BucketTest.VARIABLES);
  private final JsonNode policy = module.one("aws_s3_bucket_policy.log").json("policy");

  /** What the functions say with a put: see the store's S3Creator. */
  private static Map<String, String> put() {
    return new HashMap<>(
        Map.of(
            "aws:SecureTransport",
            "true",
            "s3:if-none-match",
            "*",
            "s3:object-lock-mode",
            "COMPLIANCE",
            UNTIL,
            "2033-01-01T00:00:00Z"));
  }

  /** A put under a name, for as long as is said. */
  private static Iam.Request put(String name, String until) {
    Map<String, String> context = put();
    context.put(UNTIL, until);
    return new Iam.Request(WRITER, "s3:PutObject", BUCKET + "/" + name, context);
  }

  /** What the functions ask for: see Retention. */
  private static String asked(int year) {
    return Genesis.retention(year).toString();
  }

  private List<String> refusing(Iam.Request r) {
    return Iam.matching(policy, "Deny", r);
  }

  private static Iam.Request request(String who, String action, String... changes) {
    Map<String, String> context = put();
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1].isEmpty()) {
        context.remove(changes[i]);
      } else {
        context.put(changes[i], changes[i + 1]);
      }
    }
    boolean ofBucket = action.contains("Bucket") || action.contains("Configuration");
    return new Iam.Request(who, action, ofBucket ? BUCKET : OBJECT, context);
  }

  /** By what they are, to what is asked for. */
  private Map<String, Iam.Request> attacks() {
    Map<String, Iam.Request> all = new LinkedHashMap<>();
    String put = "s3:PutObject";
    all.put("a put over plain HTTP", request(WRITER, put, "aws:SecureTransport", "false"));
    all.put("a second version of an object", request(WRITER, put, "s3:if-none-match", ""));
    all.put("a put by an administrator", request(STRANGER, put));
    all.put("a put by the account's root", request(ROOT, put));
    all.put("a put by break-glass", request(BREAK_GLASS, put));
    all.put("a put that can be lifted", request(WRITER, put, "s3:object-lock-mode", "GOVERNANCE"));
    all.put("a put that says no lock", request(WRITER, put, "s3:object-lock-mode", ""));
    all.put("a put for a day less", request(WRITER, put, UNTIL, "2032-12-31T00:00:00Z"));
    all.put(
        "a retention for a day less",
        request(WRITER, "s3:PutObjectRetention", UNTIL, "2032-12-31T00:00:00Z"));
    for (int y = FIRST; y < FIRST + YEARS; y++) {
      all.put(y + " kept as the year before it", put(y + "/ev/00", asked(y - 1)));
    }
    namesOutsideOfTheYears()
        .forEach(n -> all.put("junk under " + n, put(n, asked(FIRST + YEARS - 1))));
    all.put(
        "a put under a key of the writer's",
        request(
            WRITER,
            put,
            "s3:x-amz-server-side-encryption",
            "aws:kms",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "arn:aws:kms:eu-central-1:666666666666:key/mine"));
    all.put(
        "a put under S3's key", request(WRITER, put, "s3:x-amz-server-side-encryption", "AES256"));
    all.put(
        "a put under a key in the request",
        request(WRITER, put, "s3:x-amz-server-side-encryption-customer-algorithm", "AES256"));
    for (String who : List.of(WRITER, STRANGER, BREAK_GLASS, ROOT)) {
      String by = who.substring(who.lastIndexOf(':') + 1);
      for (String action :
          List.of(
              "DeleteObject",
              "DeleteObjectVersion",
              "DeleteObjectAnnotation",
              "PutObjectAnnotation",
              "UpdateObjectEncryption",
              "BypassGovernanceRetention",
              "DeleteBucket")) {
        all.put(action + " by " + by, request(who, "s3:" + action));
      }
    }
    for (String who : List.of(WRITER, STRANGER, ROOT)) {
      String by = who.substring(who.lastIndexOf(':') + 1);
      for (String action :
          List.of(
              "PutBucketObjectLockConfiguration",
              "PutBucketVersioning",
              "PutLifecycleConfiguration",
              "PutEncryptionConfiguration",
              "PutReplicationConfiguration",
              "PutBucketLogging",
              "PutBucketAcl",
              "PutBucketPublicAccessBlock")) {
        all.put(action + " by " + by, request(who, "s3:" + action));
      }
    }
    // The account's root is not held from these: see Iam.
    for (String who : List.of(WRITER, STRANGER)) {
      String by = who.substring(who.lastIndexOf(':') + 1);
      for (String action : List.of("PutBucketPolicy", "DeleteBucketPolicy")) {
        all.put(action + " by " + by, request(who, "s3:" + action));
      }
    }
    return all;
  }

  /** With the longest retention that the policy asks for anything, and yet too short or unknown. */
  private static List<String> namesOutsideOfTheYears() {
    return List.of(
        (FIRST - 1) + "/commit/000",
        (FIRST + YEARS) + "/commit/000",
        "2026",
        "20260/commit/000",
        "x/2026/commit/000",
        "/2026/commit/000",
        "genesis",
        "notes/2026/commit/000");
  }

  @TestFactory
  List<DynamicTest> everyAttackIsRefused() {
    return attacks().entrySet().stream()
        .map(
            a ->
                DynamicTest.dynamicTest(
                    a.getKey(),
                    () -> assertThat(Iam.matching(policy, "Deny", a.getValue())).isNotEmpty()))
        .toList();
  }

  /** Each statement has something that it alone stops: without it an attack above goes through. */
  @TestFactory
  List<DynamicTest> withoutAnyOneStatementAnAttackIsNotRefused() {
    JsonNode statements = policy.path("Statement");
    return IntStream.range(0, statements.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    statements.get(i).path("Sid").asText(),
                    () -> {
                      ObjectNode less = policy.deepCopy();
                      ((ArrayNode) less.path("Statement")).remove(i);
                      List<String> through = new ArrayList<>();
                      attacks()
                          .forEach(
                              (name, r) -> {
                                if (Iam.matching(less, "Deny", r).isEmpty()) {
                                  through.add(name);
                                }
                              });
                      assertThat(through).isNotEmpty();
                    }))
        .toList();
  }

  @Test
  void whatTheFunctionsDoIsNotRefused() {
    assertThat(Iam.matching(policy, "Deny", request(WRITER, "s3:PutObject"))).isEmpty();
    assertThat(Iam.matching(policy, "Deny", request(WRITER, "s3:PutObjectRetention"))).isEmpty();
    for (String action :
        List.of(
            "s3:GetObject",
            "s3:GetObjectVersion",
            "s3:GetObjectRetention",
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:GetBucketVersioning",
            "s3:GetBucketObjectLockConfiguration",
            "s3:GetBucketPolicy")) {
      Iam.Request r =
          new Iam.Request(
              WRITER,
              action,
              action.contains("Object") && !action.contains("Configuration") ? OBJECT : BUCKET,
              Map.of("aws:SecureTransport", "true"));
      assertThat(Iam.matching(policy, "Deny", r)).as(action).isEmpty();
    }
  }

  /** Late results of a year are written in the next one, beside the log of that year. */
  @Test
  void eachYearIsAskedForItsOwnRetentionInOneBucket() {
    assertThat(refusing(put("2026/commit/000", "2033-01-01T00:00:00Z"))).isEmpty();
    assertThat(refusing(put("2026/commit/000", "2032-12-31T23:59:59Z")))
        .containsExactly("NoShorterLock2026");
    assertThat(refusing(put("2027/commit/000", "2034-01-01T00:00:00Z"))).isEmpty();
    assertThat(refusing(put("2027/commit/000", "2033-01-01T00:00:00Z")))
        .containsExactly("NoShorterLock2027");
    for (int y = FIRST; y < FIRST + YEARS; y++) {
      assertThat(refusing(put(y + "/commit/000", asked(y)))).as("%d", y).isEmpty();
      assertThat(module.output("kept_until").path(String.valueOf(y)).asText()).isEqualTo(asked(y));
    }
  }

  /** Whoever may write could hide objects there that are gone before a log's time is over. */
  @Test
  void namesOutsideOfTheYearsAreRefusedHoweverLongTheyAreKept() {
    for (String name : namesOutsideOfTheYears()) {
      assertThat(refusing(put(name, "2199-01-01T00:00:00Z")))
          .as(name)
          .containsExactly("NamesOfShardsOnly");
    }
  }

  /** A hundred roles more fit, of 64 characters each. */
  @Test
  void thePolicyLeavesRoomInWhatS3Takes() {
    String text = module.one("aws_s3_bucket_policy.log").text("policy");
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(20 * 1024 - 100 * 100);
  }

  @Test
  void breakGlassMayChangeThePolicyAndOnlyThat() {
    assertThat(Iam.matching(policy, "Deny", request(BREAK_GLASS, "s3:PutBucketPolicy"))).isEmpty();
  }

  @Test
  void anUnlockedBucketTakesBothKindsOfLock() {
    JsonNode trial =
        Applied.of("modules/bucket-s3", S3BucketTest.VARIABLES.replace("\"lock\": true,", ""))
            .one("aws_s3_bucket_policy.log")
            .json("policy");
    for (String mode : List.of("GOVERNANCE", "COMPLIANCE")) {
      Iam.Request r = request(WRITER, "s3:PutObject", "s3:object-lock-mode", mode);
      assertThat(Iam.matching(trial, "Deny", r)).as(mode).isEmpty();
    }
    Iam.Request none = request(WRITER, "s3:PutObject", "s3:object-lock-mode", "");
    assertThat(Iam.matching(trial, "Deny", none)).containsExactly("NoWeakerLock");
  }

  @Test
  void writersUseTheKeyThroughTheBucketAndNotByThemselves() {
    JsonNode key = module.one("aws_kms_key.log").json("policy");
    Map<String, String> throughS3 =
        Map.of(
            "kms:ViaService",
            "s3.eu-central-1.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn",
            BUCKET);
    assertThat(Iam.matching(key, "Allow", new Iam.Request(WRITER, "kms:Decrypt", "k", throughS3)))
        .containsExactly("WritersThroughThisBucketOnly");
    assertThat(Iam.matching(key, "Allow", new Iam.Request(WRITER, "kms:Decrypt", "k", Map.of())))
        .isEmpty();
    for (String who : List.of(WRITER, STRANGER, ROOT)) {
      for (String action :
          List.of("kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy")) {
        assertThat(Iam.matching(key, "Deny", new Iam.Request(who, action, "k", Map.of())))
            .containsExactly("NobodyTakesTheKeyAway");
      }
    }
    assertThat(
            Iam.matching(
                key, "Deny", new Iam.Request(BREAK_GLASS, "kms:PutKeyPolicy", "k", Map.of())))
        .isEmpty();
  }

  /** The functions look for two statements when they start, in plain forms. */
  @Test
  void theFunctionsFindWhatTheyLookForWhenTheyStart() {
    assertThat(policy.path("Statement"))
        .anyMatch(
            s ->
                s.path("Sid").asText().equals("NobodyDeletes")
                    && s.path("Principal").asText().equals("*")
                    && s.path("Condition").isMissingNode())
        .anyMatch(
            s ->
                s.path("Sid").asText().equals("CreateOnly")
                    && s.path("Condition")
                        .toString()
                        .equals("{\"Null\":{\"s3:if-none-match\":\"true\"}}"));
  }
}
