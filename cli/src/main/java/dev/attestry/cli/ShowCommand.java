package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Entry;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.StandingCommit;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Suggestion;
import dev.attestry.flow.Component;
import dev.attestry.flow.Flow;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry show}: what the log says, with history. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what the log says: how all stands now, or one thing with its history.",
      "It judges the slots as every reader does; \"attestry audit\" judges everything.",
      ""
    },
    footer = {"", "Exit: 0 · 2 usage or input."})
final class ShowCommand implements Callable<Integer> {

  private static final List<String> SUBJECTS = List.of("component", "flow", "entry", "commit");

  private final Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "component|flow|entry|commit",
      description = "What to show. Default: everything, in short.")
  private Optional<String> subject = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Its name, leaf index or commit number.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      description =
          "The log's directory, or a copy; or s3://BUCKET, where that store is installed.")
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "YEAR",
      description = "Of a bucket with the logs of several years the one to show.")
  private Optional<String> shard = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    String what = subject.orElse("all");
    if (subject.isPresent() && !SUBJECTS.contains(what)) {
      throw new UserError(
          "\""
              + what
              + "\" is not one of "
              + String.join(", ", SUBJECTS)
              + Suggestion.phrase(what, SUBJECTS),
          "see \"attestry show --help\".");
    }
    Instant now = ClockCheck.now(terminal);
    History history = history(what);
    ObjectNode out = Json.object();
    List<String> lines;
    try (FoundLog found = FoundLog.find(terminal, bucket, shard)) {
      LogView log = read(found, history);
      out.put("origin", log.origin());
      lines = page(what, log, history, new ShowPage(terminal.style(), log, now), out);
    }
    if (json) {
      terminal.out().println(out);
    } else {
      lines.forEach(terminal.out()::println);
    }
    return Exit.GOOD;
  }

  private LogView read(FoundLog found, History history)
      throws UserError, IOException, MalformedInput {
    try (Progress progress = new Progress(terminal, "read", "commits")) {
      return LogView.read(found, history, progress);
    }
  }

  private List<String> page(
      String what, LogView log, History history, ShowPage page, ObjectNode out) throws UserError {
    return switch (what) {
      case "component" ->
          name.isEmpty()
              ? page.components(log.maps(), out)
              : component(log, history, name.get(), out);
      case "flow" -> page.flows(flows(log), out);
      case "entry" -> new EntryPage(terminal.style()).of(only(history), out);
      case "commit" -> new CommitPage(terminal.style()).of(commit(history), out);
      default -> page.overview(log.maps(), out);
    };
  }

  private History history(String what) throws UserError {
    return switch (what) {
      case "component" -> new History(-1, of(name.orElse("")));
      case "entry" -> {
        long index = number("an entry is named by its leaf index");
        yield new History(-1, (c, l) -> l.link().index() == index);
      }
      case "commit" ->
          new History(
              name.isEmpty() ? -1 : number("a commit is named by its number"), (c, l) -> false);
      default -> new History(-1, (c, l) -> false);
    };
  }

  private static BiPredicate<StandingCommit, LogLine> of(String component) {
    return (c, l) -> l.entry().map(Entry::component).filter(component::equals).isPresent();
  }

  private long number(String words) throws UserError {
    if (name.filter(n -> n.matches("[0-9]{1,15}")).isEmpty()) {
      throw new UserError(words, "\"attestry show commit\" shows the newest, with its entries.");
    }
    return Long.parseLong(name.get());
  }

  private List<String> component(LogView log, History history, String name, ObjectNode out)
      throws UserError {
    if (history.lines().isEmpty()) {
      List<String> known = new ArrayList<>();
      for (FlowMap m : log.maps()) {
        m.components().stream().map(Component::name).forEach(known::add);
      }
      throw new UserError(
          "the log has no entry of " + name + Suggestion.phrase(name, known),
          known.isEmpty()
              ? "no flow map is in force."
              : "known are " + String.join(", ", known) + ".");
    }
    return new HistoryPage(terminal.style()).of(name, history, out);
  }

  private List<ShowPage.InMap> flows(LogView log) throws UserError {
    List<ShowPage.InMap> flows = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (FlowMap m : log.maps()) {
      for (Flow f : m.flows()) {
        known.add(f.name());
        if (name.isEmpty() || name.get().equals(f.name())) {
          flows.add(new ShowPage.InMap(m, f));
        }
      }
    }
    if (name.isPresent() && flows.isEmpty()) {
      throw new UserError(
          "no flow map in force has a flow " + name.get() + Suggestion.phrase(name.get(), known),
          "known are " + String.join(", ", known) + ".");
    }
    return flows;
  }

  private History.Line only(History history) throws UserError {
    if (history.lines().isEmpty()) {
      throw new UserError(
          "there is no entry with leaf index " + name.orElse(""),
          "the first leaf of each commit is its header; \"attestry show commit\" lists entries.");
    }
    return history.lines().get(0);
  }

  private StandingCommit commit(History history) throws UserError {
    return history
        .commit()
        .orElseThrow(
            () ->
                new UserError(
                    "there is no standing commit" + name.map(n -> " " + n).orElse(""),
                    "\"attestry show commit\" shows the newest."));
  }
}
