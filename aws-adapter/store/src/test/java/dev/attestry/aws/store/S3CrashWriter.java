package dev.attestry.aws.store;

import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.CrashWriter;
import dev.attestry.chain.Retention;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/** One process of the crash test on S3. */
final class S3CrashWriter {

  private S3CrashWriter() {}

  /** Arguments: endpoint, bucket, folder of the notes, number of the writer, its longest pause. */
  public static void main(String[] args) throws Exception {
    try (S3Client s3 = StoreLab.clients(URI.create(args[0])).s3()) {
      VersionedBucket b =
          S3Bucket.open(
              S3Location.of(s3, args[1]),
              Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow()));
      CrashWriter.Work work = new CrashWriter.Work(Integer.MAX_VALUE, Integer.parseInt(args[4]));
      CrashWriter.run(b, Path.of(args[2]), args[3], work);
    }
  }
}
