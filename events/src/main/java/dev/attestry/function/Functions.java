package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.CollateralRoute;
import dev.attestry.collateral.PinnedLog;
import dev.attestry.crypto.Crypto;
import dev.attestry.events.NotificationFormat;
import dev.attestry.events.OwnIdentities;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.Surroundings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Puts the work of the functions together from environment variables, the same in each cloud. */
public final class Functions {

  private static final VerifierId VERIFIER = new VerifierId("https://attestry.dev", "attestry");

  private static final int SEED_LENGTH = 32;

  private final FunctionEnvironment environment;
  private final Cloud cloud;
  private final FunctionSettings settings;
  private final SecureRandom random = new SecureRandom();
  private final FunctionLog log;

  private Functions(FunctionEnvironment environment, FunctionSettings settings, Cloud cloud)
      throws IOException {
    this.environment = environment;
    this.cloud = cloud;
    this.settings = settings;
    this.log = log();
  }

  /**
   * Opens the bucket and looks up the commit key.
   *
   * @throws IllegalArgumentException if a variable is missing or wrong, which it names
   */
  public static Functions of(FunctionEnvironment environment, Cloud cloud) throws IOException {
    return new Functions(environment, FunctionSettings.of(environment.variables()), cloud);
  }

  /**
   * To be called where a process goes on that was started from the snapshot of another: what is
   * drawn from now on must differ from what its twins draw.
   */
  public void restored() {
    random.setSeed(new SecureRandom().generateSeed(SEED_LENGTH));
  }

  private FunctionLog log() throws IOException {
    Bucket bucket = LogBucket.open(environment, cloud);
    ObjectWriter objects = new ObjectWriter(bucket, new Layout(settings.shard()));
    return new FunctionLog(
        bucket,
        cloud.commitKey(environment.required("ATTESTRY_COMMIT_KEY")),
        cloud.packKey(environment.required("ATTESTRY_PACK_KEY"), objects, random),
        settings,
        InstantSource.system(),
        random);
  }

  public SweepFunction sweep() {
    return new SweepFunction(log, queue("ATTESTRY_CHECK_QUEUE"), notifier());
  }

  public EventFunction events() {
    return new EventFunction(
        log, OwnIdentities.of(environment.variables()), queue("ATTESTRY_CHECK_QUEUE"));
  }

  public CheckFunction check() {
    Surroundings around =
        new Surroundings(
            CollateralRoute.of(
                cloud.sources(route(), settings.timeout(), random),
                new PinnedLog(log.objects(), settings.genesis()),
                environment.optional("ATTESTRY_COLLATERAL_MIRROR"),
                random,
                Console::vendor),
            Executors.newVirtualThreadPerTaskExecutor(),
            InstantSource.system(),
            random,
            Crypto.fastest(),
            VERIFIER,
            settings.timeout(),
            settings.atOnce());
    return new CheckFunction(
        log, around, queue("ATTESTRY_APPEND_QUEUE"), queue("ATTESTRY_CHECK_QUEUE"));
  }

  public AppendFunction append() {
    return new AppendFunction(log, notifier());
  }

  public DeadLetterFunction deadLetter() {
    return new DeadLetterFunction(log, notifier());
  }

  public AuditFunction audit() {
    return new AuditFunction(log, notifier());
  }

  /**
   * Without a topic only the function's log is told; what there is to tell stands in ours. Who
   * listens is told a few times.
   */
  private Notifier notifier() {
    String format = environment.optional("ATTESTRY_TOPIC_FORMAT").orElse("cloudevents");
    return Notifier.aloud(
        environment
            .optional("ATTESTRY_TOPIC")
            .map(topic -> cloud.topic(topic, NotificationFormat.of(format)))
            .<Notifier>map(topic -> PatientNotifier.of(topic, random))
            .orElse(Notifier.NOBODY));
  }

  private HttpsRoute route() {
    Duration timeout = settings.timeout();
    if (environment.optional("ATTESTRY_PLAIN_LOOPBACK").isPresent()) {
      return HttpsRoute.withPlainLoopback(timeout, random);
    }
    Optional<String> authorities = environment.optional("ATTESTRY_GUEST_CA");
    try {
      return authorities.isEmpty()
          ? HttpsRoute.of(timeout, random)
          : HttpsRoute.trusting(Bytes.utf8(authorities.get()), timeout, random);
    } catch (MalformedInput e) {
      throw new IllegalArgumentException(
          "environment: ATTESTRY_GUEST_CA: certificates in PEM expected", e);
    }
  }

  private Outbox queue(String variable) {
    return cloud.queue(environment.required(variable));
  }
}
