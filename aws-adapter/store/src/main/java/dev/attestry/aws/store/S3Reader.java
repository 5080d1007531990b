package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ContentRange;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads one version of one object, whole or in part. */
final class S3Reader {

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Location at;

  S3Reader(S3Location at) {
    this.at = at;
  }

  /**
   * @param version empty for the newest
   * @throws SdkException what S3 answered other than the object
   */
  ReadOutcome read(String key, Optional<String> version, long from, int length) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(at.bucket()).key(key).versionId(version.orElse(null));
    // A range of an empty object is refused, so what is read whole is asked for whole.
    boolean whole = from == 0 && length >= Bucket.MAX_OBJECT;
    if (!whole) {
      request.range(ContentRange.header(from, length));
    }
    try (ResponseInputStream<GetObjectResponse> in = at.client().getObject(request.build())) {
      return whole
          ? found(in, in.response().contentLength(), 0, length)
          : part(in, in.response().contentRange(), from, length);
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return past(key, version, from);
      }
      throw e;
    } catch (IOException e) {
      return new ReadOutcome.Unreadable(e.toString());
    }
  }

  private static ReadOutcome part(
      ResponseInputStream<GetObjectResponse> in, @Nullable String range, long from, int length)
      throws IOException {
    if (range == null) {
      return skipped(in, from, length);
    }
    Optional<ContentRange> part = ContentRange.parse(range).filter(r -> r.first() == from);
    if (part.isEmpty()) {
      in.abort();
      return new ReadOutcome.Unreadable("asked from " + from + ", got " + range);
    }
    return found(in, part.get().size(), from, length);
  }

  /** A server may ignore a range and give the whole object (RFC 9110 §14.2). */
  private static ReadOutcome skipped(
      ResponseInputStream<GetObjectResponse> in, long from, int length) throws IOException {
    long size = in.response().contentLength();
    in.skipNBytes(Math.min(from, size));
    return found(in, size, Math.min(from, size), length);
  }

  private static ReadOutcome found(
      ResponseInputStream<GetObjectResponse> in, long size, long from, int length)
      throws IOException {
    int n = (int) Math.min(length, size - from);
    Bytes bytes = Bytes.readFrom(Channels.newChannel(in), n);
    if (n < size - from) {
      in.abort(); // what is left is not wanted
    } else if (bytes.length() == n && in.read() >= 0) {
      return new ReadOutcome.Unreadable("more than the " + size + " bytes that were announced");
    }
    return bytes.length() == n
        ? new ReadOutcome.Found(bytes, size)
        : new ReadOutcome.Unreadable("cut short: " + bytes.length() + " of " + n + " bytes");
  }

  /** The object ends before what was asked for: how long is it? */
  private ReadOutcome past(String key, Optional<String> version, long from) {
    long size =
        at.client()
            .headObject(
                HeadObjectRequest.builder()
                    .bucket(at.bucket())
                    .key(key)
                    .versionId(version.orElse(null))
                    .build())
            .contentLength();
    return ContentRange.past(from, size);
  }
}
