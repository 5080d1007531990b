package dev.attestry.aws.functions;

import dev.attestry.aws.store.KmsDataKeys;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.Cloud;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.EvidenceSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import software.amazon.awssdk.services.kms.KmsClient;

/** AWS as the functions use it, with another way to its key service. */
record CloudWithoutKms(Cloud aws, KmsClient kms) implements Cloud {

  @Override
  public Signer commitKey(String name) throws IOException {
    return KmsSigner.of(kms, name);
  }

  @Override
  public PackSeal packKey(String name, ObjectWriter objects, SecureRandom random) {
    return new WrappedPackSeal(new KmsDataKeys(kms, name), objects, random);
  }

  @Override
  public String scheme() {
    return aws.scheme();
  }

  @Override
  public WebIdentity self() {
    return aws.self();
  }

  @Override
  public Bucket bucket(String name, Retention retention) throws IOException {
    return aws.bucket(name, retention);
  }

  @Override
  public Outbox queue(String name) {
    return aws.queue(name);
  }

  @Override
  public Notifier topic(String name, NotificationFormat format) {
    return aws.topic(name, format);
  }

  @Override
  public EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random) {
    return aws.sources(byUrl, timeout, random);
  }
}
