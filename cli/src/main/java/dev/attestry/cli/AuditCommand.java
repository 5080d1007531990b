package dev.attestry.cli;

import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.chain.Layout;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry audit}: judges a log from its bytes, offline. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges a log from its bytes, offline: everything is recomputed.",
      "It judges the log, not the health of the components in it.",
      ""
    },
    footer = {"", "Exit: 0 clean · 1 not clean · 3 could not tell · 2 usage or input."})
final class AuditCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      description = {
        "The log's directory, or a copy of it; or s3://BUCKET, where that store is installed.",
        "Default: the one that was set up."
      })
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "YEAR",
      description = {
        "Of a bucket with the logs of several years the one to judge.",
        "Default: the one that was set up; of a bucket that is named, the newest."
      })
  private Optional<String> shard = Optional.empty();

  @Option(
      names = "--genesis",
      paramLabel = "SHA256",
      description = "The genesis to expect, in hexadecimal. Default: the one this machine knows.")
  private Optional<String> genesis = Optional.empty();

  @Option(
      names = "--reverify",
      description = "Verify and appraise the archived evidence again, as of then, and compare.")
  private boolean reverify;

  @Option(
      names = "--unseal",
      description = {
        "Open encrypted packs, by asking the key service of the bucket's cloud for their keys.",
        "Needs the right to use the key."
      })
  private boolean unseal;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Optional<Bytes> pin = pin();
    try (FoundLog log = FoundLog.find(terminal, bucket, shard)) {
      AuditReport report = run(log, settings(log, pin.or(log::knownGenesis)));
      if (json) {
        terminal.out().println(AuditPage.json(log, report));
      } else {
        new AuditPage(terminal.style()).of(log, report).forEach(terminal.out()::println);
      }
      return switch (report.conclusion()) {
        case CLEAN -> Exit.GOOD;
        case NOT_CLEAN -> Exit.BAD;
        case COULD_NOT_TELL -> Exit.OPEN;
      };
    }
  }

  private AuditSettings settings(FoundLog log, Optional<Bytes> expected)
      throws UserError, IOException {
    AuditSettings settings =
        AuditSettings.fromBytesAlone(Crypto.fastest().rememberingCertificates(1000));
    if (expected.isPresent()) {
      settings = settings.withGenesis(expected.get());
    }
    Optional<Bytes> receiptOf = expected.or(log::foundGenesis);
    Optional<Seen> receipt =
        receiptOf.isPresent()
            ? HomeFolder.of(terminal).receipts(receiptOf.get()).newest()
            : Optional.empty();
    if (receipt.isPresent()) {
      settings = settings.withReceipt(receipt.get());
    }
    return reverify ? settings.withReverify() : settings;
  }

  private AuditReport run(FoundLog log, AuditSettings settings) throws IOException {
    Set<String> problems = new ConcurrentSkipListSet<>();
    AuditSettings all =
        unseal
            ? settings.withPacks(
                new PackReader(log.store().packKeys(new Layout(log.shard()), problems::add)))
            : settings;
    AuditReport report;
    try (Progress progress = new Progress(terminal, "audited", "commits")) {
      report = Audit.run(log.bucket(), log.shard(), all.withProgress(progress::at));
    }
    problems.forEach(p -> terminal.err().println("attestry: " + Style.safe(p)));
    return report;
  }

  private Optional<Bytes> pin() throws UserError {
    if (genesis.filter(g -> !g.matches("[0-9a-fA-F]{64}")).isPresent()) {
      throw new UserError(
          "--genesis must be 64 hexadecimal digits", "\"attestry init\" printed it.");
    }
    return genesis.map(Bytes::ofHex);
  }
}
