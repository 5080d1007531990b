package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Head;
import dev.attestry.chain.Layout;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry upload}: a home's log, from its directory into a store. */
@Command(
    name = "upload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copies this home's log into a store, where functions write to it. Creates only: what is"
          + " there",
      "already is counted, and another object at a name ends it. Broken off, it is run again.",
      "From then on the commands of this home work on the log in the store.",
      ""
    },
    footer = {"", "Exit: 0 all is there · 1 another object has a name · 2 usage or input."})
final class UploadCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      required = true,
      description =
          "s3://BUCKET, az://ACCOUNT/CONTAINER, gs://BUCKET, where that store is installed.")
  private String bucket = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "COMPLIANCE or GOVERNANCE, as functions have it.")
  private Optional<String> mode = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  UploadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    Stores stores = new Stores(terminal);
    HomeFolder home = HomeFolder.of(terminal);
    Settings settings = home.requireSettings();
    requirePlaces(stores, settings);
    // Read to its head first: only a log that holds leaves this machine.
    Workspace local = Workspace.open(terminal, Optional.empty());
    requireReal(local);
    Bucket store = stores.openByHand(bucket, mode);
    Upload.Counts counts;
    try (Progress progress = new Progress(terminal, "uploaded", "objects")) {
      counts =
          new Upload(
                  DirectoryBucket.open(Path.of(local.bucket())),
                  store,
                  new Layout(settings.shard()),
                  bucket)
              .run(progress::at);
    }
    Settings there = settings.keptIn(bucket, mode);
    Optional<Head> head = Workspace.of(home, there, store).chain().view().head();
    home.replace(there);
    print(settings.origin(), counts, head.map(Head::commit));
    return Exit.GOOD;
  }

  /** In a store that nobody can rewrite it would hold the year's place for good. */
  private static void requireReal(Workspace local) throws UserError {
    if (local.chain().genesis().genesis().lab()) {
      throw new UserError(
          "the log " + local.settings().origin() + " is of a lab: functions refuse it",
          "set ATTESTRY_HOME to the home that \"attestry init --origin NAME\" made.");
    }
  }

  private void requirePlaces(Stores stores, Settings settings) throws UserError {
    if (!stores.isElsewhere(bucket)) {
      throw new UserError(
          "--bucket " + bucket + " is not a store's location", "s3://…, az://… and gs://… are.");
    }
    if (stores.isElsewhere(settings.bucket())) {
      throw new UserError(
          "the log of this home is in " + settings.bucket() + " already",
          "\"attestry keys\" and \"attestry policy activate\" write there.");
    }
  }

  private void print(String origin, Upload.Counts counts, Optional<Long> commit) {
    if (json) {
      ObjectNode o = Json.object().put("bucket", bucket);
      o.put("uploaded", counts.made()).put("there", counts.there());
      commit.ifPresent(c -> o.put("commit", c));
      terminal.out().println(o);
      return;
    }
    terminal.out().println(terminal.style().bold(origin) + " · " + bucket);
    terminal
        .out()
        .println(
            "  %d objects uploaded, %d there already; %s"
                .formatted(
                    counts.made(),
                    counts.there(),
                    commit.map(c -> "the log ends with commit " + c).orElse("no commit yet")));
    terminal.out().println("  from now on this home works on it there");
  }
}
