package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.Retention;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.AwsStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.KmsClient;

/** Who may use the KMS key reads the packs; who may not is told why. */
final class KmsDataKeysTest {

  private static final Layout LAYOUT = new Layout("2026");
  private static final Pack PACK =
      new Pack(
          List.of(
              new PackItem("aws/a/stated", "application/json", Bytes.zeros(16), Bytes.utf8("{}"))));

  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void opensWhatWasSealedAndSaysWhyItCannot(AwsStandIn kind) throws Exception {
    StoreLab lab = StoreLab.of(kind);
    VersionedBucket bucket =
        S3Bucket.open(
            S3Location.of(lab.s3(), lab.lockBucket()),
            Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow()));
    try (KmsClient kms = lab.clients().kms()) {
      String key = kms.createKey(b -> {}).keyMetadata().keyId();
      ObjectWriter objects = new ObjectWriter(bucket, LAYOUT);
      Bytes sealed =
          new WrappedPackSeal(new KmsDataKeys(kms, key), objects, new SplittableRandom(1))
              .seal(PACK);

      PackReader.Outcome.Opened o = (PackReader.Outcome.Opened) keys(kms, bucket).read(sealed);
      assertThat(o.pack()).isEqualTo(PACK);
      // Where an audit expects it.
      Bytes wrapped = o.keyId().flatMap(WrappedPackKeys::hash).orElseThrow();
      assertThat(bucket.read(LAYOUT.evidence(wrapped))).isInstanceOf(ReadOutcome.Found.class);
      assertThat(problems).isEmpty();

      assertThat(
              keys(kms, S3Bucket.openToRead(S3Location.of(lab.s3(), lab.plainBucket())))
                  .read(sealed))
          .isInstanceOf(PackReader.Outcome.NoKey.class);
      assertThat(problems).singleElement().asString().contains("not in the bucket");

      problems.clear();
      kms.disableKey(b -> b.keyId(key));
      PackReader refused = keys(kms, bucket);
      assertThat(refused.read(sealed)).isInstanceOf(PackReader.Outcome.NoKey.class);
      assertThat(refused.read(sealed)).isInstanceOf(PackReader.Outcome.NoKey.class);
      assertThat(problems).singleElement().asString().contains("unwrap a data key");
    }
  }

  private PackReader keys(KmsClient kms, VersionedBucket bucket) {
    return new PackReader(
        new WrappedPackKeys(KmsDataKeys.unwrapper(kms), bucket, LAYOUT, problems::add));
  }
}
