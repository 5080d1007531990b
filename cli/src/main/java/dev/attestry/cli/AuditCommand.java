package dev.attestry.cli;

import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      paramLabel = "DIR",
      description = "The log's directory, or a copy of it. Default: the one that was set up.")
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--genesis",
      paramLabel = "SHA256",
      description = "The genesis to expect, in hexadecimal. Default: the one this machine knows.")
  private Optional<String> genesis = Optional.empty();

  @Option(
      names = "--reverify",
      description = "Verify and appraise the archived evidence again, as of then, and compare.")
  private boolean reverify;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Optional<Bytes> pin = pin();
    LogFolder log = LogFolder.find(terminal, bucket);
    AuditSettings settings =
        AuditSettings.fromBytesAlone(Crypto.fastest().rememberingCertificates(1000));
    Optional<Bytes> expected = pin.or(log::knownGenesis);
    if (expected.isPresent()) {
      settings = settings.withGenesis(expected.get());
    }
    Optional<Bytes> receiptOf = expected.or(log::foundGenesis);
    Optional<Seen> receipt =
        receiptOf.isPresent()
            ? HomeFolder.of(terminal).receipts(receiptOf.get()).newest()
            : Optional.empty();
    if (reverify) {
      settings = settings.withReverify();
    }
    if (receipt.isPresent()) {
      settings = settings.withReceipt(receipt.get());
    }
    AuditReport report;
    try (Progress progress = new Progress(terminal, "audited", "commits")) {
      report =
          Audit.run(
              DirectoryBucket.open(log.directory()),
              log.shard(),
              settings.withProgress(progress::at));
    }
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

  private Optional<Bytes> pin() throws UserError {
    if (genesis.filter(g -> !g.matches("[0-9a-fA-F]{64}")).isPresent()) {
      throw new UserError(
          "--genesis must be 64 hexadecimal digits", "\"attestry init\" printed it.");
    }
    return genesis.map(Bytes::ofHex);
  }
}
