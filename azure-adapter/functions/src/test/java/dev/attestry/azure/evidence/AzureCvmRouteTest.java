package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.collateral.CollateralRoute;
import dev.attestry.collateral.PinnedLog;
import dev.attestry.crypto.Crypto;
import dev.attestry.flow.FlowMap;
import dev.attestry.function.AppendFunction;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.FunctionLog;
import dev.attestry.function.FunctionSettings;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.function.SweepFunction;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.FakeVendors;
import dev.attestry.lab.standin.Printed;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A confidential VM and its provider's verdict, by Run Command: from a sweep to an entry. */
final class AzureCvmRouteTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private static EvidenceSource route(FakeRunCommand azure) {
    return new AzureCvmRoute(
        new RunCommandRoute(
            MaaLab.clients(azure.clientTls()).management(azure.endpoint().toString()),
            azure.endpoint().toString(),
            PATIENCE,
            new Random(1)));
  }

  @Test
  void aConfidentialVmAndItsTokenBecomeOneEntry() throws Exception {
    ResultContent r = entry(CvmLab.VM, CvmLab.VM);
    assertThat(r.findings().failed()).as(r.findings().toString()).isZero();
    assertThat(r.findings().notPassed()).noneMatch(f -> f.startsWith("sev-snp."));
    assertThat(r.ear().utf8()).contains("\"attestry.key_confirmation\":\"shown\"");
  }

  /** Whoever holds one machine could show the verdict on another that is in order. */
  @Test
  void theTokenOfAnotherMachineIsRefutedInTheEntry() throws Exception {
    assertThat(entry(CvmLab.VM, CvmLab.OTHER).findings().notPassed())
        .contains("azure-cvm.token-key");
  }

  private ResultContent entry(AzureCvm machine, AzureCvm verdict) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> CvmLab.run(s, machine, verdict));
        FakeVendors vendors = FakeVendors.start();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Bucket bucket = DirectoryBucket.create(folder.resolve("bucket"));
      LocalSigner signer = LocalSigner.generate(new SecureRandom());
      TrialLog trial =
          TrialLog.create(bucket, false, Map.of("azure", signer), () -> MaaLab.NOW)
              .activate("azure", signer, map(), TrialMap.policy(), CvmLab.anchors());
      FunctionLog log = log(bucket, signer, trial);
      Mailbox checks = new Mailbox();
      Mailbox results = new Mailbox();
      new SweepFunction(log, checks, Notifier.NOBODY).run(MaaLab.NOW);
      vendors.amd("Milan", MaaLab.SNP, MaaLab.NOW);
      EvidenceSource source = published(route(azure), vendors, bucket, trial);
      new CheckFunction(log, around(source, executor), results, checks).run(checks.remove());
      new AppendFunction(log, Notifier.NOBODY).run(List.of(results.remove()));
      assertThat(azure.left()).isEmpty();
      List<Entry> all = trial.entries(bucket, Kind.RESULT);
      assertThat(all).hasSize(1);
      return (ResultContent) all.get(0).content();
    }
  }

  private static FunctionLog log(Bucket bucket, LocalSigner signer, TrialLog trial) {
    FunctionSettings settings =
        new FunctionSettings(
            trial.shard(),
            trial.genesis(),
            "azure",
            "azure-commit",
            "m",
            "p",
            PATIENCE,
            8,
            1,
            true);
    return new FunctionLog(
        bucket, signer, PackSeal.CLEAR, settings, () -> MaaLab.NOW, new SecureRandom());
  }

  /**
   * What AMD publishes comes as the functions have it, from a mirror. Keys do not come from a
   * mirror, and the issuer's name is no machine of ours: they are given.
   */
  private static EvidenceSource published(
      EvidenceSource source, FakeVendors vendors, Bucket bucket, TrialLog trial) {
    EvidenceSource withKeys =
        (target, challenge) -> {
          Collected c = source.collect(target, challenge);
          return c instanceof Collected.Received r
              ? new Collected.Received(r.evidence(), CvmLab.keys())
              : c;
        };
    return CollateralRoute.of(
        withKeys,
        new PinnedLog(new ObjectWriter(bucket, new Layout(trial.shard())), trial.genesis()),
        Optional.of(vendors.endpoint() + "/"),
        new Random(1),
        (component, detail) -> {});
  }

  private static Surroundings around(EvidenceSource source, ExecutorService executor) {
    return new Surroundings(
        source,
        executor,
        () -> MaaLab.NOW,
        new SecureRandom(),
        Crypto.fastest(),
        new VerifierId("test", "test"),
        PATIENCE,
        8);
  }

  private static FlowMap map() throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 3600);
    ObjectNode c = map.putObject("components").putObject("azure/c");
    c.put("kind", "vm").put("cloud", "azure").put("evidence", "azure-cvm");
    c.putObject("selector").put("id", RunCommandLab.MACHINE);
    c.putObject("stated").put("expected_issuer", MaaLab.SERVICE.issuer());
    return FlowMap.of(map);
  }

  /** A queue that takes any message. */
  private record Mailbox(Queue<Bytes> messages) implements Outbox {

    Mailbox() {
      this(new ArrayDeque<>());
    }

    Bytes remove() {
      return messages.remove();
    }

    @Override
    public int maxLength() {
      return 1 << 20;
    }

    @Override
    public void send(Bytes message) {
      messages.add(message);
    }
  }

  private static Collected ask(Function<String, Printed> guest, String issuer) throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(guest)) {
      return route(azure).collect(CvmLab.target(issuer), RunCommandLab.challenge(1));
    }
  }

  /** The name becomes part of a command that runs as root. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://hospital.weu.attest.azure.net",
        "https://hospital.weu.attest.azure.net; reboot",
        "https://$(reboot).example",
        "https://hospital.weu.attest.azure.net\nreboot"
      })
  void aProviderThatIsNoOriginReachesNoMachine(String issuer) throws Exception {
    List<String> ran = new ArrayList<>();
    Collected c =
        ask(
            s -> {
              ran.add(s);
              return new Printed(3, "");
            },
            issuer);
    assertThat(((Collected.Failed) c).detail()).contains("expected_issuer");
    assertThat(ran).isEmpty();
  }

  /** Half an answer is no answer. */
  @Test
  void aMachineWithoutMicrosoftsClientIsAGap() throws Exception {
    Collected c =
        ask(
            s -> s.contains("maa-jwt") ? new Printed(3, "") : CvmLab.run(s, CvmLab.VM, CvmLab.VM),
            MaaLab.SERVICE.issuer());
    assertThat(((Collected.Failed) c).reason()).isEqualTo(Reason.REFUSED);
  }
}
