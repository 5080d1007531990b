package dev.attestry.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Home;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.events.Notification;
import dev.attestry.events.Samples;
import dev.attestry.flow.FlowMap;
import dev.attestry.lab.LabSources;
import dev.attestry.lab.TrialLog;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.sweep.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The functions of one cloud, on a log in a directory and queues in memory: the log is a real one,
 * its components are lab attesters whose anchors are in force in it.
 */
final class FunctionLab implements AutoCloseable {

  static final String SHARD = "2026";
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  final Bucket bucket;

  /** SHA-256 of the log's. */
  final Bytes genesis;

  final MemoryQueue checks = new MemoryQueue();
  final MemoryQueue results = new MemoryQueue();

  /** What was told, in order. */
  final List<Notification> told = new ArrayList<>();

  /** Whether nobody can be told. */
  boolean deaf;

  /** How much later it is each time that a function looks at the clock. */
  Duration tick = Duration.ZERO;

  /** What the bucket shows and never should. */
  final List<StoreAlarm> alarms = new ArrayList<>();

  final SweepFunction sweep;
  final CheckFunction check;
  final AppendFunction append;
  final DeadLetterFunction deadLetter;
  final AuditFunction audit;
  final EventFunction event;
  final FunctionLog log;

  private final String cloud;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, LocalSigner> commits =
      Map.of("aws", generate(), "azure", generate(), "gcp", generate());
  private final LocalSigner commit;
  private final TrialLog trial;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SourceProvider.Sources sources;
  private EvidenceSource source;
  private Instant now = START;

  /**
   * @param components how many components {@code aws/c0} and on the map has
   * @param real whether the log is a real one
   */
  FunctionLab(Path folder, int components, boolean real) throws Exception {
    this(folder, components, real, "aws");
  }

  FunctionLab(Path folder, int components, boolean real, String cloud) throws Exception {
    this.cloud = cloud;
    this.commit = commit(cloud);
    this.bucket = DirectoryBucket.create(folder.resolve("bucket"));
    this.sources = sources(folder, components);
    this.source = sources.source();
    Policy p =
        Policy.of(Json.object().put("v", "attestry/policy/v1").put("name", "p").put("version", 1));
    this.trial =
        TrialLog.create(bucket, !real, Map.copyOf(commits), () -> now)
            .activate(cloud, commit, map(components), p, sources.anchors());
    this.genesis = trial.genesis();
    this.log = log(true);
    this.sweep = new SweepFunction(log, checks, this::tell);
    this.append = new AppendFunction(log, this::tell);
    this.deadLetter = new DeadLetterFunction(log, this::tell);
    this.audit = new AuditFunction(log, this::tell);
    this.event = new EventFunction(log, Samples.OWN, checks);
    this.check = new CheckFunction(log, surroundings(), results, checks);
  }

  /** This lab's log, as functions open it that plan checks or do not any more. */
  FunctionLog log(boolean plans) {
    return log(cloud, plans, new AlarmedBucket(bucket, alarms));
  }

  /** The log as functions of any cloud open it. */
  FunctionLog log(String of, boolean plans, Bucket through) {
    Duration timeout = Duration.ofSeconds(20);
    FunctionSettings settings =
        new FunctionSettings(SHARD, genesis, of, of + "-commit", "m", "p", timeout, 8, 3, plans);
    return new FunctionLog(through, commit(of), PackSeal.CLEAR, settings, this::clock, random);
  }

  /** The sweep of another cloud, which has nothing of its own to plan. */
  SweepFunction sweepOf(String of, Bucket through) {
    return new SweepFunction(log(of, false, through), checks, this::tell);
  }

  private LocalSigner commit(String of) {
    return Objects.requireNonNull(commits.get(of));
  }

  private static LocalSigner generate() {
    return LocalSigner.generate(new SecureRandom());
  }

  private Surroundings surroundings() {
    return new Surroundings(
        (target, challenge) -> source.collect(target, challenge),
        executor,
        () -> now,
        random,
        Crypto.fastest(),
        new VerifierId("test", "test"),
        Duration.ofSeconds(20),
        8);
  }

  /** Puts something between the functions and their attesters. */
  void through(UnaryOperator<EvidenceSource> change) {
    source = change.apply(sources.source());
  }

  private void tell(List<Notification> notifications) throws IOException {
    if (deaf) {
      throw new IOException("the topic is down");
    }
    told.addAll(notifications);
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  private Instant clock() {
    passes(tick);
    return now;
  }

  /** The owner puts another key in the place of the functions' one. */
  void keyIsReplaced() throws IOException {
    keyIs(LocalSigner.generate(random));
  }

  /** The functions' key is in force again. */
  void keyIsBack() throws IOException {
    keyIs(commit);
  }

  private void keyIs(LocalSigner key) throws IOException {
    NoteSigner next = NoteSigner.of(cloud + "-commit", key);
    if (!trial.rotate(cloud, next, next)) {
      throw new IOException("another key document came first");
    }
  }

  /** Works off all queues, each message twice and newest first. */
  void workTwiceAndBackwards() throws Exception {
    while (!checks.isEmpty() || !results.isEmpty()) {
      for (Bytes m : checks.takeTwiceAndBackwards()) {
        check.run(m);
      }
      append.run(results.takeTwiceAndBackwards());
    }
  }

  /** All entries of the log, in order. */
  List<Entry> entries() throws Exception {
    List<Entry> all = new ArrayList<>();
    Chain.open(
        bucket,
        SHARD,
        new Trust(Optional.of(genesis), Crypto.fastest(), Home.none()),
        new LogVisitor() {
          @Override
          public void standing(StandingCommit c) {
            for (LogLine l : c.lines()) {
              l.entry().ifPresent(all::add);
            }
          }
        });
    return all;
  }

  List<Entry> entries(Kind kind) throws Exception {
    return entries().stream().filter(e -> e.kind() == kind).toList();
  }

  AuditReport audit() {
    return Audit.run(
        bucket,
        SHARD,
        AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(genesis).withReverify());
  }

  private SourceProvider.Sources sources(Path folder, int components) throws IOException {
    Map<String, SourceProvider.Attester> attesters = new LinkedHashMap<>();
    for (int i = 0; i < components; i++) {
      attesters.put(
          cloud + "/c" + i,
          new SourceProvider.Attester("posture", Json.object().put("runs", "bucket")));
    }
    return new LabSources()
        .open(
            new SourceProvider.Request(
                folder.resolve("lab"), attesters, Set.of(), Optional.empty(), () -> now, random));
  }

  private FlowMap map(int components) throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 300);
    ObjectNode all = map.putObject("components");
    for (int i = 0; i < components; i++) {
      all.putObject(cloud + "/c" + i)
          .put("kind", "bucket")
          .put("cloud", cloud)
          .put("evidence", "posture")
          .putObject("selector")
          .put("id", Samples.resource(cloud, "c" + i));
    }
    String elsewhere = cloud.equals("gcp") ? "aws" : "gcp";
    all.putObject(elsewhere + "/other")
        .put("kind", "vm")
        .put("cloud", elsewhere)
        .put("evidence", "tpm2-quote")
        .putObject("selector")
        .put("id", Samples.resource(elsewhere, "other"));
    return FlowMap.of(map);
  }

  @Override
  public void close() throws IOException {
    sources.close();
    executor.close();
  }
}
