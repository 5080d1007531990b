package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.events.NotificationFormat;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.EvidenceSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/** What a cloud's adapter makes of the names that the environment has for things there. */
public interface Cloud {

  /** What locations of this cloud's buckets begin with, as in {@code s3://}. */
  String scheme();

  /** Who the function is, to a cloud that trusts this one's word. */
  WebIdentity self();

  /** The bucket of the log, to read and write, where this cloud has it. */
  Bucket bucket(String name, Retention retention) throws IOException;

  /** The key that signs commits. */
  Signer commitKey(String name) throws IOException;

  /**
   * How packs are encrypted.
   *
   * @param objects where a wrapped data key goes
   */
  PackSeal packKey(String name, ObjectWriter objects, SecureRandom random);

  /** A queue that other functions work off. */
  Outbox queue(String name);

  /** A topic that people and their tools listen to. */
  Notifier topic(String name, NotificationFormat format);

  /**
   * The ways to evidence.
   *
   * @param byUrl the neutral route, the same in each cloud
   * @param timeout for one attester
   * @param random jitter between attempts
   */
  EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random);
}
