package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.CrashStore;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The bucket of a crash test by its endpoint and its name. */
public final class S3CrashStore implements CrashStore {

  @Override
  public Bucket open(List<String> where) throws IOException {
    AwsClients clients = StoreLab.clients(URI.create(where.get(0)));
    return S3Bucket.open(
        S3Location.of(clients.s3(), where.get(1)),
        Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow()));
  }

  static List<String> newBucket(AwsStandIn kind) {
    StoreLab lab = StoreLab.of(kind);
    return List.of(lab.endpoint().toString(), lab.lockBucket());
  }
}
