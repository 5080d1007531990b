package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.Bundle;
import dev.attestry.collateral.CollateralImport;
import dev.attestry.collateral.PinnedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry collateral import}: a bundle of vendors' documents into the log's bucket. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings certificates, revocation lists, TCB levels and sets of keys that were fetched",
      "elsewhere into the log's bucket, where functions find them. Each is judged first: what is",
      "malformed, expired, or not signed under a trusted root is refused.",
      ""
    },
    footer = {"", "Exit: 0 all is in the log · 1 something was refused · 2 usage or input."})
final class CollateralImportCommand implements Callable<Integer> {

  private static final String POLICY_KEY = "policy";

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "A folder or a zip of <host>/<path>?<query>, as \"wget -x\" makes it.")
  private String bundle = "";

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      description = {
        "The log's directory, or s3://BUCKET, az://…, gs://…, where that store is installed.",
        "Default: the one that was set up."
      })
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "In a store that is named: COMPLIANCE or GOVERNANCE, as functions have it.")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = "--anchor",
      paramLabel = "PEM",
      description = "A root certificate to trust besides the built-in ones. May be repeated.")
  private List<String> anchors = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CollateralImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    Bundle documents = Bundle.read(terminal.path(bundle));
    try (FoundLog log = FoundLog.find(terminal, bucket)) {
      Bytes genesis = genesis(log);
      List<CollateralImport.Item> items =
          new CollateralImport(
                  new PinnedLog(new ObjectWriter(writable(log), new Layout(log.shard())), genesis),
                  AnchorFiles.withBuiltIn(terminal, anchors),
                  policyKey(),
                  ClockCheck.now(terminal))
              .run(documents);
      ImportPage page = new ImportPage(terminal.style(), bundle, log);
      if (json) {
        terminal.out().println(page.json(items));
      } else {
        page.of(items).forEach(terminal.out()::println);
      }
      boolean refused =
          items.stream().anyMatch(i -> i.outcome() == CollateralImport.Outcome.REFUSED);
      return refused ? Exit.BAD : Exit.GOOD;
    }
  }

  /** The one that is pinned, where this machine knows the log; what lies there must be it. */
  private static Bytes genesis(FoundLog log) throws UserError {
    Optional<Bytes> found = log.foundGenesis();
    if (found.isEmpty() || log.knownGenesis().filter(k -> !k.equals(found.get())).isPresent()) {
      throw new UserError(
          log.name() + " has no genesis, or not the one that is pinned",
          "\"attestry audit\" says more.");
    }
    return found.get();
  }

  private Bucket writable(FoundLog log) throws UserError, IOException {
    Optional<Settings> own =
        bucket.isPresent() ? Optional.empty() : HomeFolder.of(terminal).settings();
    Optional<String> place = bucket.or(() -> own.map(Settings::bucket));
    Stores stores = new Stores(terminal);
    return place.filter(stores::isElsewhere).isPresent()
        ? stores.openByHand(place.get(), mode.or(() -> own.flatMap(Settings::mode)))
        : log.bucket();
  }

  /** Vouches for sets of keys; a home without it imports all else. */
  private Optional<NoteSigner> policyKey() throws UserError, IOException {
    return HomeFolder.of(terminal).keys().find(POLICY_KEY, terminal.random());
  }
}
