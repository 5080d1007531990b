package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class S3ScratchTest {

  private static final ObjectName HEAD = ObjectName.of("2026/head");

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void keepsTheNewestHint(AwsStandIn kind) throws IOException {
    StoreLab lab = StoreLab.of(kind);
    Scratch s = S3Scratch.of(S3Location.of(lab.s3(), lab.plainBucket()));
    assertThat(s.get(HEAD)).isEmpty();
    s.put(HEAD, Bytes.utf8("1"));
    s.put(HEAD, Bytes.utf8("22"));
    assertThat(s.get(HEAD)).contains(Bytes.utf8("22"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> s.put(HEAD, Bytes.zeros(Scratch.MAX_HINT + 1)));
    Scratch gone = S3Scratch.of(S3Location.of(lab.s3(), "no-such-bucket"));
    assertThatIOException().isThrownBy(() -> gone.get(HEAD));
  }

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void aPrefixKeepsLogsOfOneBucketApart(AwsStandIn kind) throws IOException {
    StoreLab lab = StoreLab.of(kind);
    String bucket = lab.plainBucket();
    Scratch one = S3Scratch.of(new S3Location(lab.s3(), bucket, "one/"));
    one.put(HEAD, Bytes.utf8("1"));
    assertThat(S3Scratch.of(new S3Location(lab.s3(), bucket, "two/")).get(HEAD)).isEmpty();
    assertThat(one.get(HEAD)).contains(Bytes.utf8("1"));
  }
}
