package dev.attestry.aws.store;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Hints in an ordinary bucket of S3, each overwritten in place. Never the bucket of the log. */
public final class S3Scratch implements Scratch {

  private final S3Location at;
  private final S3Reader reader;

  private S3Scratch(S3Location at) {
    this.at = at;
    this.reader = new S3Reader(at);
  }

  public static S3Scratch of(S3Location at) {
    return new S3Scratch(at);
  }

  @Override
  public void put(ObjectName name, Bytes body) throws IOException {
    if (body.length() > MAX_HINT) {
      throw new IllegalArgumentException(body.length() + " bytes are too many for a hint");
    }
    try {
      at.client()
          .putObject(
              PutObjectRequest.builder()
                  .bucket(at.bucket())
                  .key(at.key(name))
                  .contentLength((long) body.length())
                  .build(),
              RequestBody.fromByteBuffer(body.readOnly()));
    } catch (SdkException e) {
      throw S3Faults.io("write the hint " + name, e);
    }
  }

  @Override
  public Optional<Bytes> get(ObjectName name) throws IOException {
    try {
      return switch (reader.read(at.key(name), Optional.empty(), 0, Integer.MAX_VALUE)) {
        case ReadOutcome.Found f -> f.size() > MAX_HINT ? Optional.empty() : Optional.of(f.bytes());
        case ReadOutcome.Absent a -> Optional.empty();
        case ReadOutcome.Unreadable u -> throw new IOException(u.reason());
      };
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw S3Faults.io("read the hint " + name, e);
    }
  }
}
