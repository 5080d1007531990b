package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.FakeSts;
import dev.attestry.lab.standin.WebIdentityTrust;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writing from another cloud to a bucket of a stand-in, by credentials that its own token service
 * gives once our fake has verified the token.
 */
final class SharedBucketTest {

  static final Retention RETENTION = Retention.ofShards(Retention.Mode.COMPLIANCE);

  private static final String ROLE = "arn:aws:iam::000000000000:role/writer";

  @ParameterizedTest
  @EnumSource
  void aTokenOfThePlatformWritesWhereNoSecretIsStored(AwsStandIn kind) throws Exception {
    StoreLab lab = StoreLab.of(kind);
    String bucket = lab.lockBucket();
    try (FakeIssuer issuer = FakeIssuer.start();
        FakeSts sts =
            FakeSts.before(lab.endpoint())
                .trust(ROLE, new WebIdentityTrust(issuer.name(), "sts.amazonaws.com", "1"))) {
      Bucket b =
          new S3StoreProvider()
              .openToWrite(
                  "s3://" + bucket + "/logs/",
                  RETENTION,
                  audience -> issuer.token("1", audience).utf8(),
                  Map.of(
                      "AWS_REGION",
                      "us-east-1",
                      "AWS_ROLE_ARN",
                      ROLE,
                      "ATTESTRY_BUCKET_AUDIENCE",
                      "sts.amazonaws.com",
                      "AWS_ENDPOINT_URL",
                      lab.endpoint().toString(),
                      "AWS_ENDPOINT_URL_STS",
                      sts.endpoint().toString()));
      ObjectName name = ObjectName.of("2026/genesis");
      assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.Created.class);
      assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.AlreadyThere.class);
      assertThat(b.read(name)).isInstanceOf(ReadOutcome.Found.class);
      // Ten requests and more, one session.
      assertThat(sts.answers()).containsExactly("ok");
      assertThat(lab.s3().listObjectsV2(q -> q.bucket(bucket)).contents())
          .extracting(o -> o.key())
          .containsExactly("logs/2026/genesis");
    }
  }
}
