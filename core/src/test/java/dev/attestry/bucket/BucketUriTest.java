package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BucketUriTest {

  private static BucketUri of(String bucket, String prefix) {
    return new BucketUri(bucket, new KeyPrefix(prefix));
  }

  @Test
  void aPrefixEndsWithASlashHoweverItIsWritten() throws IOException {
    assertThat(BucketUri.parse("gs", "gs://b-1_x.y")).isEqualTo(of("b-1_x.y", ""));
    assertThat(BucketUri.parse("gs", "gs://b/")).isEqualTo(of("b", ""));
    assertThat(BucketUri.parse("s3", "s3://b/a/log")).isEqualTo(of("b", "a/log/"));
    assertThat(BucketUri.parse("s3", "s3://b//a/log/")).isEqualTo(of("b", "a/log/"));
  }

  /** A typing error must not end up in another store than was meant. */
  @ParameterizedTest
  @ValueSource(strings = {"b", "gs:/b", "gs://", "gs:///p", "s3://b", "GS://b", "gs://b?x", ""})
  void whatIsNoBucketOfThatStoreIsRefusedWithTheWayToWriteIt(String text) {
    assertThatIOException()
        .isThrownBy(() -> BucketUri.parse("gs", text))
        .withMessageContaining("gs://BUCKET/PREFIX");
  }
}
