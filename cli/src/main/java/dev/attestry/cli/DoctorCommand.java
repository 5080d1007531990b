package dev.attestry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code attestry doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Says which stand-ins for cloud services are installed, and how to get the others.",
    footer = {"", "Exit: 0 all are there · 3 some are not · 2 usage."})
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A line of {@code tools/stand-ins}. */
  private record StandIn(String name, Path file, String purpose) {}

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
    for (StandIn s : standIns(root)) {
      boolean there = Files.exists(s.file);
      table.row(there ? style.green("✔") : style.yellow("-"), s.name, s.purpose);
      if (!there) {
        absent.add(s.name);
      }
    }
    table.lines().forEach(terminal.out()::println);
    if (absent.isEmpty()) {
      return Exit.GOOD;
    }
    terminal.out().println("next: tools/get-stand-in " + String.join(" ", absent));
    return Exit.OPEN;
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
        all.add(new StandIn(w[0], folder.resolve(w[1]), w[2]));
      }
    }
    return all;
  }
}
