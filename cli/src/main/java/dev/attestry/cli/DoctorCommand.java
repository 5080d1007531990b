package dev.attestry.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;

/** {@code attestry doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Says which stand-ins for cloud services are installed, and how to get the others.",
    footer = {"", "Exit: 0 all are there · 3 some are not · 2 usage."})
final class DoctorCommand implements Callable<Integer> {

  private static final String GCLOUD = "gcloud:";

  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A line of {@code tools/stand-ins}.
   *
   * @param file that is there once it is installed
   * @param gcloud whether it is a component of Google's command line
   */
  private record StandIn(String name, Optional<Path> file, boolean gcloud, String purpose) {}

  @Override
  public Integer call() throws UserError, IOException {
    Path root =
        terminal
            .installation()
            .filter(r -> Files.exists(list(r)))
            .orElseThrow(
                () ->
                    new UserError(
                        "stand-ins belong to a clone of the sources",
                        "a distribution needs none of them."));
    Style style = terminal.style();
    Table table = new Table("  ");
    List<String> absent = new ArrayList<>();
    List<String> components = new ArrayList<>();
    for (StandIn s : standIns(root)) {
      boolean there = s.file.filter(Files::exists).isPresent();
      table.row(there ? style.green("✔") : style.yellow("-"), s.name, s.purpose);
      if (!there) {
        (s.gcloud ? components : absent).add(s.name);
      }
    }
    table.lines().forEach(terminal.out()::println);
    next("tools/get-stand-in ", absent);
    next("with gcloud, Google's command line: gcloud components install ", components);
    return absent.isEmpty() && components.isEmpty() ? Exit.GOOD : Exit.OPEN;
  }

  private void next(String how, List<String> absent) {
    if (!absent.isEmpty()) {
      terminal.out().println("next: " + how + String.join(" ", absent));
    }
  }

  private static Path list(Path root) {
    return root.resolve("tools").resolve("stand-ins");
  }

  private List<StandIn> standIns(Path root) throws IOException {
    Path folder =
        Optional.ofNullable(terminal.environment().get("ATTESTRY_STAND_INS"))
            .map(Path::of)
            .orElse(root.resolve(".check").resolve("stand-ins"));
    List<StandIn> all = new ArrayList<>();
    for (String line : Files.readAllLines(list(root))) {
      String[] w = line.split("\\|", -1);
      if (w.length == 3 && !line.startsWith("#")) {
        boolean gcloud = w[1].startsWith(GCLOUD);
        Optional<Path> file =
            gcloud
                ? gcloud().map(g -> g.resolve(w[1].substring(GCLOUD.length())))
                : Optional.of(folder.resolve(w[1]));
        all.add(new StandIn(w[0], file, gcloud, w[2]));
      }
    }
    return all;
  }

  /** The folder of the {@code gcloud} that is on the path. */
  private Optional<Path> gcloud() throws IOException {
    String path = terminal.environment().getOrDefault("PATH", "");
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path command = Path.of(folder, "gcloud");
      if (Files.isExecutable(command)) {
        return Optional.of(command.toRealPath().resolve("../..").normalize());
      }
    }
    return Optional.empty();
  }
}
