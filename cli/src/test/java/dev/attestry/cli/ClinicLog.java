package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Home;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log as the runbook makes it, that no lab writes to, and who else writes to it. */
final class ClinicLog {

  static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private ClinicLog() {}

  /** In the folder {@code log}, with map and policy in force. */
  static void make(CommandRun run, Path folder, String component, String selector)
      throws IOException {
    Files.writeString(
        folder.resolve("flows.yaml"),
        """
        v: attestry/flow-map/v1
        name: clinic
        version: 1
        policy: policy.yaml
        components:
          %1$s: {cloud: %2$s, evidence: posture, kind: bucket, selector: {id: "%3$s"}}
        flows:
          intake: {components: [%1$s]}
        """
            .formatted(component, component.replaceFirst("/.*", ""), selector));
    policy(folder, 1);
    good(run, "init", "--origin", "clinic.example/flows", "--bucket", "log");
    good(run, "policy", "activate", "--flows", "flows.yaml");
  }

  static void policy(Path folder, int version) throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        "v: attestry/policy/v1\nname: clinic\nversion: %d\n".formatted(version));
  }

  static String good(CommandRun run, String... args) {
    CommandRun.Result r = run.run(args);
    assertThat(r.exit()).as(r.out() + r.err()).isZero();
    return r.out();
  }

  static Settings settings(CommandRun run) throws UserError, IOException {
    return HomeFolder.of(run.terminal()).requireSettings();
  }

  /** As whoever pins the genesis reads it. */
  static List<Entry> entries(Bucket bucket, Settings s, Kind kind)
      throws IOException, MalformedInput {
    List<Entry> all = new ArrayList<>();
    open(
        bucket,
        s,
        new LogVisitor() {
          @Override
          public void standing(StandingCommit c) {
            for (LogLine l : c.lines()) {
              l.entry().filter(e -> e.kind() == kind).ifPresent(all::add);
            }
          }
        });
    return all;
  }

  /** A commit of another writer: a plan, as a sweep begins with. */
  static void plan(Bucket bucket, Settings s, NoteSigner by, String name)
      throws IOException, MalformedInput {
    Chain chain = open(bucket, s, LogVisitor.NONE);
    Entry map =
        chain.view().inForce(PolicyContent.ObjectType.FLOW_MAP).values().iterator().next().entry();
    PlanContent plan =
        new PlanContent(
            ((PolicyContent) map.content()).identity(),
            List.of(new PlanContent.Slot("aws/c0", name, START.plusSeconds(600))));
    chain
        .appender(
            by,
            new Appender.Settings(
                new SecureRandom(), InstantSource.fixed(START), ClinicLog::noWait, 5))
        .append(List.of(Draft.of(new Id(Chain.LOG, name, 1), chain.view().commit(), plan)));
  }

  private static Chain open(Bucket bucket, Settings s, LogVisitor visitor)
      throws IOException, MalformedInput {
    Optional<Bytes> genesis = Optional.of(s.genesis());
    return Chain.open(
        bucket, s.shard(), new Trust(genesis, Crypto.fastest(), Home.none()), visitor);
  }

  private static void noWait(Duration time) {
    // Nobody is in the way.
  }
}
