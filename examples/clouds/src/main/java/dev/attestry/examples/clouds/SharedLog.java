package dev.attestry.examples.clouds;

import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogReader;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.standin.SharedS3;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one log of all three clouds, in a bucket of S3 with Object Lock.
 *
 * @param reader goes on where it has come to
 */
record SharedLog(Bucket bucket, TrialLog log, DemoMap map, LogReader reader) {

  /** Makes it: each cloud has a commit key that speaks for its own components alone. */
  static SharedLog create(
      Aws aws, List<Deployment> clouds, DemoMap map, TrustAnchors anchors, Stage stage)
      throws IOException, MalformedInput {
    S3Client s3 = stage.on(aws.clients().s3());
    Bucket bucket =
        S3Bucket.open(
            S3Location.of(s3, SharedS3.BUCKET), Retention.ofShards(Retention.Mode.GOVERNANCE));
    Map<String, Signer> writers = new HashMap<>();
    clouds.forEach(c -> writers.put(c.cloud(), c.commitKey()));
    TrialLog log =
        TrialLog.create(bucket, false, writers, InstantSource.system())
            .activate(aws.cloud(), aws.commitKey(), map.map(), map.policy(), anchors);
    if (bucket.read(new Layout(log.shard()).genesis()) instanceof ReadOutcome.Found f) {
      Genesis.Signed genesis = Genesis.Signed.parse(f.bytes());
      return new SharedLog(bucket, log, map, LogReader.of(bucket, genesis, Crypto.fastest()));
    }
    throw new IOException("the log that was just made is not there");
  }

  /** The log as it stands now, read from the bucket. */
  ChainView read() throws IOException {
    synchronized (reader) {
      while (reader.step(LogVisitor.NONE)) {
        // To its newest commit.
      }
      return reader.view();
    }
  }

  /** All results, in order. */
  List<Entry> results() throws IOException, MalformedInput {
    return log.entries(bucket, Kind.RESULT);
  }
}
