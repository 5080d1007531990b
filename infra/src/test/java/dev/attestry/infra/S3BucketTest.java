package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Retention;
import dev.attestry.infra.Applied.Resource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How the shared bucket in S3 is set up. */
final class S3BucketTest {

  static final String VARIABLES =
      """
      {"first_shard": 2026, "lock": true, "years": 6,
       "writers": ["arn:aws:iam::123456789012:role/attestry-append"],
       "break_glass": ["arn:aws:iam::123456789012:role/break-glass"]}
      """;

  private final Applied module = Applied.of("modules/bucket-s3", VARIABLES);

  @Test
  void whatIsWrittenIsKeptAsLongAsTheCodeAsksFor() {
    JsonNode kept =
        module
            .one("aws_s3_bucket_object_lock_configuration.log")
            .values()
            .at("/rule/0/default_retention/0");
    assertThat(kept.path("mode").asText()).isEqualTo(Retention.Mode.COMPLIANCE.name());
    assertThat(kept.path("days").asInt()).isEqualTo(Retention.SHARD_DAYS);
    assertThat(module.one("aws_s3_bucket.log").values().path("object_lock_enabled").asBoolean())
        .isTrue();
  }

  @Test
  void everyBucketKeepsVersionsIsEncryptedAndClosedToThePublic() {
    List<Resource> buckets = module.all("aws_s3_bucket");
    assertThat(buckets).hasSize(2);
    for (Resource b : buckets) {
      String name = b.text("bucket");
      assertThat(of("aws_s3_bucket_versioning", name).at("/versioning_configuration/0/status"))
          .hasToString("\"Enabled\"");
      assertThat(
              of("aws_s3_bucket_server_side_encryption_configuration", name)
                  .at("/rule/0/apply_server_side_encryption_by_default/0/sse_algorithm")
                  .asText())
          .isIn("aws:kms", "AES256");
      JsonNode closed = of("aws_s3_bucket_public_access_block", name);
      assertThat(
              List.of(
                  "block_public_acls",
                  "block_public_policy",
                  "ignore_public_acls",
                  "restrict_public_buckets"))
          .allMatch(f -> closed.path(f).asBoolean());
      assertThat(of("aws_s3_bucket_ownership_controls", name).at("/rule/0/object_ownership"))
          .hasToString("\"BucketOwnerEnforced\"");
      assertThat(b.values().path("force_destroy").asBoolean()).isFalse();
    }
    assertThat(
            of("aws_s3_bucket_server_side_encryption_configuration", logBucket())
                .at("/rule/0/apply_server_side_encryption_by_default/0/kms_master_key_id")
                .asText())
        .isEqualTo(module.one("aws_kms_key.log").text("arn"));
  }

  @Test
  void whoAskedForWhatIsWrittenToASecondBucket() {
    Resource logging = module.one("aws_s3_bucket_logging.log");
    assertThat(logging.text("bucket")).isEqualTo(logBucket());
    assertThat(logging.text("target_bucket"))
        .isEqualTo(module.one("aws_s3_bucket.access").text("bucket"))
        .isNotEqualTo(logBucket());
  }

  /** What the owner is told to ask for is what the functions ask for, of each year. */
  @Test
  void theOutputSaysOfEachYearWhatTheCodeAsksFor() {
    Retention retention = Retention.ofShards(Retention.Mode.COMPLIANCE);
    JsonNode until = module.output("bucket").path("kept_until");
    assertThat(until).hasSize(20);
    until
        .properties()
        .forEach(
            y ->
                assertThat(y.getValue().asText())
                    .isEqualTo(
                        retention.of(ObjectName.of(y.getKey() + "/genesis")).until().toString()));
  }

  @Test
  void theKeyOfTheLogRotates() {
    assertThat(module.one("aws_kms_key.log").values().path("enable_key_rotation").asBoolean())
        .isTrue();
  }

  @Test
  void thePolicyOnlyRefusesAndSaysWhatFor() {
    JsonNode policy = module.one("aws_s3_bucket_policy.log").json("policy");
    List<JsonNode> statements =
        StreamSupport.stream(policy.path("Statement").spliterator(), false).toList();
    assertThat(statements)
        .isNotEmpty()
        .allMatch(s -> s.path("Effect").asText().equals("Deny"))
        .allMatch(s -> !s.path("Sid").asText().isEmpty());
  }

  private String logBucket() {
    return module.one("aws_s3_bucket.log").text("bucket");
  }

  /** What configures a bucket. */
  private JsonNode of(String type, String bucket) {
    List<Resource> found =
        module.all(type).stream().filter(r -> r.text("bucket").equals(bucket)).toList();
    assertThat(found).as(type + " of " + bucket).hasSize(1);
    return found.get(0).values();
  }
}
