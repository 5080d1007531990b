package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.flow.Hop;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.SharedS3;
import dev.attestry.result.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** The demonstration, act by act. */
final class Play {

  /** Whose machine is said to have been started, in each cloud. */
  private static final List<String> STARTED =
      List.of("aws/intake-host", "azure/claims-cvm", "gcp/analysis-td");

  /** Who is being asked when the function is killed. */
  private static final String VICTIM = "gcp/loader-vm";

  private final Story story;
  private final Stage stage;
  private final Packages packages;

  Play(Story story, Stage stage, Packages packages) {
    this.story = story;
    this.stage = stage;
    this.packages = packages;
  }

  int run() throws Exception {
    story.page("Three clouds on this machine, one bucket. Loopback only; nothing is installed.\n");
    story.tell("", "starting what stands in for the services");
    SharedS3 s3 = stage.on(SharedS3.start(stage.folder("aws")));
    EvidenceServer guests =
        stage.on(EvidenceServer.start(lab(), InstantSource.system(), new SecureRandom()));
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Azure> azure = side.submit(() -> Azure.start(s3, packages, stage));
      Future<Google> google = side.submit(() -> Google.start(s3, packages, stage));
      Future<DemoMap> map = side.submit(() -> DemoMap.of(packages.example(), guests));
      Aws aws = Aws.start(s3, packages, stage);
      List<Deployment> clouds = List.of(aws, azure.get(), google.get());
      SharedLog log = SharedLog.create(aws, clouds, map.get(), guests.anchors(), stage);
      kill(guests, google.get());
      return run(clouds, log, new Commands(s3, stage));
    }
  }

  /** The lab's keys, which "attestry sweep" keeps there, too: some take seconds to make. */
  private static Path lab() {
    String home = System.getenv().getOrDefault("ATTESTRY_HOME", "");
    return Path.of(home.isEmpty() ? ".attestry" : home, "lab").toAbsolutePath();
  }

  private int run(List<Deployment> clouds, SharedLog log, Commands commands) throws Exception {
    story.tell("", "one bucket: " + SharedS3.LOCATION + ", with Object Lock, of MiniStack");
    deploy(clouds, log);
    Watch watch = new Watch(log);
    sweep(clouds, watch, log.map());
    events(clouds, watch);
    int asked = log.map().map().components().size() + STARTED.size();
    return new Ending(story, log, commands).judge(asked);
  }

  private void deploy(List<Deployment> clouds, SharedLog log) throws Exception {
    Together.all(
        clouds.stream()
            .<Callable<String>>map(
                c ->
                    () -> {
                      c.deploy(Settings.of(log.log(), log.map(), c.cloud()));
                      story.tell(c.cloud(), "functions deployed: " + c.runtime());
                      return c.cloud();
                    })
            .toList());
  }

  /** A function dies between the question to an attester and the answer. */
  private void kill(EvidenceServer guests, Google google) {
    guests.beforeAnswer(
        VICTIM,
        () -> {
          google.killCheck();
          story.tell("gcp", "✂ the function that asks " + VICTIM + " is killed (kill -9)");
          story.json().put("killed", VICTIM);
          Thread.ofVirtual().start(() -> restart(google));
        });
  }

  private void restart(Google google) {
    try {
      google.restartCheck();
      story.tell("gcp", "another instance of it starts; its message is delivered again");
    } catch (IOException e) {
      story.failed(e);
    }
  }

  private void sweep(List<Deployment> clouds, Watch watch, DemoMap map) throws Exception {
    story.tell("", "a round of the schedule, in each cloud");
    Together.all(
        clouds.stream()
            .<Callable<String>>map(
                c ->
                    () -> {
                      c.sweep();
                      return c.cloud();
                    })
            .toList());
    Set<String> all =
        map.map().components().stream().map(c -> c.name()).collect(Collectors.toSet());
    watch.await(all, this::tell);
  }

  private void tell(Hop hop) {
    String tier =
        switch (hop.tier()) {
          case AFFIRMING -> "✔ affirming";
          case WARNING -> hop.expected() ? "· expected" : "! warning";
          case CONTRAINDICATED -> "✘ contraindicated";
          case NONE -> "○ none";
        };
    String why = hop.tier() == Tier.AFFIRMING ? "" : "   " + hop.reason();
    story.tell(cloud(hop), "%-24s %s%s".formatted(hop.component(), tier, why));
  }

  private void events(List<Deployment> clouds, Watch watch) throws Exception {
    ArrayNode told = story.json().putArray("events");
    story.tell("", "an event of the provider in each cloud: a machine was started");
    long fired = System.nanoTime();
    Set<String> waiting = Set.copyOf(STARTED);
    List<Callable<String>> all = new ArrayList<>();
    for (Deployment c : clouds) {
      String component =
          STARTED.stream().filter(s -> s.startsWith(c.cloud() + "/")).findFirst().orElseThrow();
      all.add(
          () -> {
            c.started(component);
            return component;
          });
    }
    all.add(
        () -> {
          watch.await(waiting, hop -> checkedAgain(hop, fired, told));
          return "";
        });
    Together.all(all);
  }

  private void checkedAgain(Hop hop, long fired, ArrayNode told) {
    Duration took = Duration.ofNanos(System.nanoTime() - fired);
    ObjectNode o = told.addObject().put("component", hop.component());
    o.put("seconds", took.toMillis() / 1000.0);
    story.tell(
        cloud(hop),
        hop.component() + " checked again, " + Story.seconds(took) + " after the event");
  }

  private static String cloud(Hop hop) {
    return hop.component().substring(0, hop.component().indexOf('/'));
  }
}
