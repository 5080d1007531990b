package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Chain;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LogVisitor;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry keys list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the keys of the key document in force, and what each may write.",
    footer = {"", "Exit: 0 · 2 usage or input."})
final class KeysListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      description = {
        "The log's directory, or a copy; or s3://BUCKET, where that store is installed.",
        "Default: the one that was set up."
      })
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "YEAR",
      description = "Of a bucket with the logs of several years the one whose keys to print.")
  private Optional<String> shard = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  KeysListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    LogView log = read();
    KeyDocument d = log.now().document();
    if (json) {
      terminal.out().println(json(log.origin(), d));
      return Exit.GOOD;
    }
    terminal.out().println("key document " + d.n() + " of " + log.origin());
    Table table = new Table("  ");
    for (KeyDocument.Key k : d.keys()) {
      table.row(k.name(), k.role().label(), k.cloud(), about(k), k.key().id().hex());
    }
    table.lines().forEach(terminal.out()::println);
    return Exit.GOOD;
  }

  private LogView read() throws UserError, IOException, MalformedInput {
    try (FoundLog found = FoundLog.find(terminal, bucket, shard);
        Progress progress = new Progress(terminal, "read", "commits")) {
      return LogView.read(found, LogVisitor.NONE, progress);
    }
  }

  /** What it may write about what, in words. */
  static String about(KeyDocument.Key k) {
    if (k.role() != KeyDocument.Role.COMMIT) {
      return "";
    }
    String kinds =
        k.kinds().size() == Kind.values().length
            ? "everything"
            : k.kinds().stream().map(x -> x.label()).collect(Collectors.joining(", "));
    String components =
        k.components().contains("")
            ? "every component"
            : k.components().stream()
                .map(KeysListCommand::prefix)
                .collect(Collectors.joining(", "));
    return kinds + " about " + components;
  }

  private static String prefix(String components) {
    return components.equals(Chain.LOG) ? components : components + "*";
  }

  private static ObjectNode json(String origin, KeyDocument d) {
    ObjectNode o = Json.object().put("origin", origin).put("document", d.n());
    ArrayNode keys = o.putArray("keys");
    for (KeyDocument.Key k : d.keys()) {
      ObjectNode one = keys.addObject().put("name", k.name()).put("vkey", k.key().toString());
      one.put("cloud", k.cloud()).put("role", k.role().label());
      ArrayNode components = one.putArray("components");
      k.components().forEach(components::add);
      ArrayNode kinds = one.putArray("kinds");
      k.kinds().forEach(x -> kinds.add(x.label()));
    }
    return o;
  }
}
