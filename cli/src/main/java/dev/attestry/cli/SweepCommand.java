package dev.attestry.cli;

import dev.attestry.chain.Appender;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Suggestion;
import dev.attestry.crypto.Crypto;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.sweep.Surroundings;
import dev.attestry.sweep.Sweep;
import dev.attestry.sweep.SweepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attestry sweep}: one sweep over a flow map. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks every component of a flow map once and appends the results to the log.",
      "Without arguments it runs the shipped example, against attesters of a lab.",
      ""
    },
    footer = {
      "",
      "Exit: 0 every flow reaches the tier its map requires · 1 a flow is below ·",
      "3 a gap or inconclusive · 2 usage or input."
    })
final class SweepCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 16;

  private final Terminal terminal;

  @Option(
      names = "--flows",
      paramLabel = "FILE",
      description = "The flow map. Default: the one that was set up.")
  private Optional<String> flows = Optional.empty();

  @Option(
      names = "--bucket",
      paramLabel = "DIR",
      description = "The log's directory. Default: the one that was set up.")
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Make something go wrong in the lab; may be given more than once.")
  private Set<String> faults = new LinkedHashSet<>();

  @Option(
      names = "--list-faults",
      description = "Print the faults, one a line, and what they mean.")
  private boolean listFaults;

  @Option(
      names = "--live-tpm",
      description = "Add a real software TPM (swtpm, tpm2-tools), challenged live.")
  private boolean liveTpm;

  @Option(
      names = "--clock-is-right",
      description = "Go on though the log has later entries: another clock was ahead.")
  private boolean clockIsRight;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  SweepCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput, InterruptedException {
    SourceProvider lab = new Installation(terminal).lab();
    if (listFaults) {
      lab.faults().forEach((name, meaning) -> terminal.out().println(name + "  " + meaning));
      return Exit.GOOD;
    }
    requireKnown(lab.faults());
    Instant now = ClockCheck.now(terminal);
    prepareExample(lab);
    initialiseExample();
    Workspace w = Workspace.open(terminal, bucket);
    if (!clockIsRight) {
      ClockCheck.notBefore(w.chain().view(), now);
    }
    String shown = flows.or(() -> w.settings().flows()).orElse("");
    if (shown.isEmpty()) {
      throw new UserError("no flow map was set up", "name one with --flows FILE.");
    }
    int exit = sweep(w, lab, new Installation(terminal).flows(shown), Optional.empty());
    if (liveTpm) {
      Path live = new Installation(terminal).flows(Installation.exampleFlows("live-tpm"));
      exit = Exit.worst(exit, sweep(w, lab, live, Optional.of("lab/live-tpm")));
    }
    return exit;
  }

  private int sweep(Workspace w, SourceProvider lab, Path file, Optional<String> live)
      throws UserError, IOException, InterruptedException {
    FlowFiles files = FlowFiles.read(file, String.valueOf(file.getFileName()));
    requireLab(files, w);
    SourceProvider.Request request =
        new SourceProvider.Request(
            w.home().lab(),
            files.attesters(),
            live.isEmpty() ? faults : Set.of(),
            live,
            terminal.clock(),
            terminal.random());
    try (SourceProvider.Sources sources = open(lab, request);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return sweep(w, files, sources, executor);
    }
  }

  private int sweep(
      Workspace w, FlowFiles files, SourceProvider.Sources sources, ExecutorService executor)
      throws UserError, IOException, InterruptedException {
    Order order =
        new Order(files.map(), files.policy(), files.graces(), sources.anchors(), Map.of());
    Appender appender = w.appender(terminal);
    new Activating(terminal).run(w, order, appender);
    Surroundings around =
        new Surroundings(
            sources.source(),
            executor,
            terminal.clock(),
            terminal.random(),
            Crypto.fastest(),
            EarOutput.VERIFIER,
            TIMEOUT,
            AT_ONCE);
    SweepReport report = new Sweep(w.chain(), appender, around).run(order);
    if (json) {
      terminal.out().println(SweepJson.of(w, order, report));
    } else {
      new SweepPage(terminal.style()).of(w, order, report).forEach(terminal.out()::println);
    }
    return SweepExit.of(report);
  }

  /** The lab of the example has much to begin with; meanwhile the log is set up, or read. */
  private void prepareExample(SourceProvider lab) throws UserError, IOException {
    HomeFolder home = HomeFolder.of(terminal);
    if (flows.isEmpty()
        && bucket.isEmpty()
        && home.settings().map(Settings::isExample).orElse(true)) {
      lab.prepare(home.lab(), terminal.clock(), terminal.random());
    }
  }

  /** Only the example without arguments sets itself up: a mistyped path is never a new log. */
  private void initialiseExample() throws UserError, IOException {
    if (flows.isEmpty() && bucket.isEmpty() && HomeFolder.of(terminal).settings().isEmpty()) {
      terminal
          .err()
          .println("attestry: setting up the example in " + HomeFolder.of(terminal).folder());
      Instant now = ClockCheck.now(terminal);
      String origin = "lab.three-clouds/" + now.toString().substring(0, 4);
      new Init(terminal)
          .make(origin, "bucket", true, Optional.of(Installation.exampleFlows(Settings.EXAMPLE)));
    }
  }

  private void requireKnown(Map<String, String> known) throws UserError {
    for (String f : faults) {
      if (!known.containsKey(f)) {
        throw new UserError(
            "--fault " + f + " is not a known fault" + Suggestion.phrase(f, known.keySet()),
            "\"attestry sweep --list-faults\" prints them.");
      }
    }
  }

  private void requireLab(FlowFiles files, Workspace w) throws UserError {
    if (!files.map().lab()) {
      throw new UserError(
          "the flow map is not of a lab, and no collector for a real cloud is installed",
          "say \"lab: true\" to sweep lab attesters.");
    }
    if (!w.chain().genesis().genesis().lab()) {
      throw new UserError(
          "the flow map is of a lab, the log " + w.settings().origin() + " is not",
          "sweep it into a log that was made by \"attestry init --example\".");
    }
  }

  private static SourceProvider.Sources open(SourceProvider lab, SourceProvider.Request request)
      throws UserError, IOException {
    try {
      return lab.open(request);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()), "install it, or correct attesters.yaml.");
    }
  }
}
