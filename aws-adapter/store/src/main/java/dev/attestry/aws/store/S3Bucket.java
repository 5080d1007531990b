package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A bucket of S3 with versions and Object Lock.
 *
 * <p>S3 locks versions, not names: a put without condition makes a newer version, a delete without
 * version lays a marker over the object, and then even a create-only put succeeds again. The object
 * of a name is therefore its <em>oldest</em> version. Looking for versions at each read would cost
 * a request twelve times as dear as the read itself, so:
 *
 * <ul>
 *   <li>a read is one plain GET, which shows the newest version. Where S3 says that a marker hides
 *       it, the versions are listed and the oldest is read: a writer never takes a deleted slot for
 *       a free one.
 *   <li>{@link #list} lists versions, 1,000 a request. Of every name that it finds with more than
 *       one, the oldest is read from then on. An audit lists before it reads ({@link #survey}) and
 *       after: versions only come to a locked bucket, so a name that has one afterwards had no
 *       other before.
 *   <li>the writers' policy denies deletes and puts without condition; {@link BucketExam} says if
 *       it does not.
 * </ul>
 *
 * <p>What is wrong with versions or retention is in {@link #alarms}. A caller needs {@code
 * s3:ListBucket} also to read: without it S3 answers 403 for what is not there, which is unreadable
 * and never absent.
 */
public final class S3Bucket implements Bucket {

  private final S3Location at;
  private final S3Reader reader;
  private final Alarms alarms = new Alarms();
  private final Optional<S3Creator> creator;
  private final List<BucketFinding> findings;

  /** Names of which a plain GET does not show the oldest version. */
  private final Set<ObjectName> several = ConcurrentHashMap.newKeySet();

  private S3Bucket(S3Location at, Optional<Retention> retention, List<BucketFinding> findings) {
    this.at = at;
    this.reader = new S3Reader(at);
    this.creator = retention.map(r -> new S3Creator(at, r, alarms));
    this.findings = findings;
  }

  /**
   * To read and write. Looks first whether the bucket is one that keeps what is written.
   *
   * @throws BucketRefused if it is not, or if that cannot be told
   */
  public static S3Bucket open(S3Location at, Retention retention) throws BucketRefused {
    List<BucketFinding> findings = BucketExam.of(at, retention.mode());
    if (findings.stream().anyMatch(BucketFinding::refuses)) {
      throw new BucketRefused(at, findings);
    }
    return new S3Bucket(at, Optional.of(retention), findings);
  }

  /** To read only: asks nothing first, and needs no right to. */
  public static S3Bucket openToRead(S3Location at) {
    return new S3Bucket(at, Optional.empty(), List.of());
  }

  /** What the look at the bucket found that is no reason to refuse it, but worth saying. */
  public List<BucketFinding> findings() {
    return findings;
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (body.length() > MAX_OBJECT) {
      throw new IllegalArgumentException(
          body.length() + " bytes, at most " + MAX_OBJECT + " are written");
    }
    return creator
        .orElseThrow(() -> new UnsupportedOperationException("opened to read only"))
        .create(name, body);
  }

  @Override
  public ReadOutcome read(ObjectName name, long from, int length) {
    try {
      if (several.contains(name)) {
        return oldest(name, from, length);
      }
      return reader.read(at.key(name), Optional.empty(), from, length);
    } catch (NoSuchKeyException e) {
      return S3Faults.marked(e) ? oldest(name, from, length) : new ReadOutcome.Absent();
    } catch (SdkException e) {
      return new ReadOutcome.Unreadable(S3Faults.say(e));
    }
  }

  private ReadOutcome oldest(ObjectName name, long from, int length) {
    try {
      Optional<String> version = look(name).oldest();
      // A marker over nothing hides nothing: the name is as free as S3 says.
      return version.isEmpty()
          ? new ReadOutcome.Absent()
          : reader.read(at.key(name), version, from, length);
    } catch (IOException e) {
      return new ReadOutcome.Unreadable(e.toString());
    } catch (SdkException e) {
      return new ReadOutcome.Unreadable(S3Faults.say(e));
    }
  }

  private Versions look(ObjectName name) throws IOException {
    Versions v = VersionListing.of(at, at.key(name));
    learn(name, v);
    return v;
  }

  private void learn(ObjectName name, Versions v) {
    if (!v.single()) {
      several.add(name);
      alarms.versions(name, v);
    }
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
    VersionListing keys = VersionListing.below(at, at.prefix() + prefix);
    int kind = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(keys, kind), false)
        .flatMap(v -> at.name(v.key()).filter(name -> holds(name, v)).stream());
  }

  private boolean holds(ObjectName name, Versions v) {
    learn(name, v);
    return v.objects() > 0;
  }

  @Override
  public void survey(String prefix) throws IOException {
    try (Stream<ObjectName> names = list(prefix)) {
      names.forEach(n -> {});
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) throws IOException {
    Optional<String> version = several.contains(name) ? look(name).oldest() : Optional.empty();
    return ObjectLock.of(at, at.key(name), version).map(ObjectLock::until);
  }

  @Override
  public List<StoreAlarm> alarms() {
    return alarms.seen();
  }
}
