package dev.attestry.bucket;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The contract of every bucket, for one behind a network that can be cut. */
public abstract class RemoteBucketContract extends BucketContract {

  private final Map<Bucket, Remote> opened = new HashMap<>();

  /** Opens a bucket, each time anew. */
  @FunctionalInterface
  public interface Opening {
    VersionedBucket open() throws IOException;
  }

  /**
   * A bucket and the way to it.
   *
   * @param cut from then on nobody answers
   */
  public record Remote(Opening opening, Runnable cut) {}

  /** An empty bucket. */
  protected abstract Remote remote() throws IOException;

  @Override
  protected final Bucket newBucket() throws IOException {
    return open(remote());
  }

  @Override
  protected final Bucket reopen(Bucket bucket) throws IOException {
    return open(of(bucket));
  }

  private Bucket open(Remote r) throws IOException {
    VersionedBucket b = r.opening.open();
    seen(b);
    opened.put(b, r);
    return b;
  }

  /** One that was just opened. */
  void seen(VersionedBucket bucket) {}

  private Remote of(Bucket bucket) {
    return Optional.ofNullable(opened.get(bucket)).orElseThrow();
  }

  @Override
  protected final void breakStore(Bucket bucket) {
    of(bucket).cut.run();
  }
}
