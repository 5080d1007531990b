package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/cli.md names every command and option that there is, and none that there is not. */
final class CommandPageTest {

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  /** Commands that are not ours. */
  private static final Pattern OTHERS = Pattern.compile("(?:`|\\$ )wget [^`\n]*");

  private static final Pattern COMMAND =
      Pattern.compile("(?:`|\\$ )attestry ([a-z-]+)(?: ([a-z]+))?");

  private final Terminal terminal = new CommandRun(Path.of("")).terminal();
  private final CommandLine root = Attestry.commandLine(terminal, new Errors(terminal));

  @Test
  void everyCommandHasItsSectionWithAllItsOptions() throws IOException {
    List<String> missing = new ArrayList<>();
    root.getSubcommands().forEach((name, c) -> expect(c, "attestry " + name, missing));
    assertThat(missing).isEmpty();
  }

  /** Options of a command stand in the section of the command below the root. */
  private void expect(CommandLine command, String name, List<String> missing) {
    String[] words = name.split(" ");
    String section = section(words[1]);
    if (!section.contains(name)) {
      missing.add(name);
    }
    for (OptionSpec o : command.getCommandSpec().options()) {
      if (!o.usageHelp() && !o.versionHelp() && !named(section, o, words)) {
        missing.add(name + " " + o.longestName());
      }
    }
    command.getSubcommands().forEach((sub, c) -> expect(c, name + " " + sub, missing));
  }

  /** Some take the options of "verify", and say so. */
  private boolean named(String section, OptionSpec o, String[] words) {
    return options(section).contains(o.longestName())
        || (Stream.of("learn", "addresses").anyMatch(List.of(words)::contains)
            && section.contains("the options of `verify`")
            && options(section("verify")).contains(o.longestName()));
  }

  @Test
  void itNamesNoCommandOrOptionThatDoesNotExist() {
    Set<String> options = new TreeSet<>();
    Set<String> commands = new TreeSet<>();
    collect(root, "", options, commands);
    assertThat(options(OTHERS.matcher(page()).replaceAll(""))).isSubsetOf(options);
    Matcher m = COMMAND.matcher(page());
    Set<String> unknown = new LinkedHashSet<>();
    while (m.find()) {
      String first = m.group(1);
      String name = m.group(2) == null ? first : first + " " + m.group(2);
      boolean group = List.of("keys", "policy", "collateral").contains(first);
      if (!commands.contains(group ? name : first)) {
        unknown.add(name);
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static void collect(
      CommandLine command, String name, Set<String> options, Set<String> commands) {
    commands.add(name.strip());
    command.getCommandSpec().options().forEach(o -> options.addAll(List.of(o.names())));
    command.getSubcommands().forEach((sub, c) -> collect(c, name + " " + sub, options, commands));
  }

  private static Set<String> options(String text) {
    Set<String> found = new TreeSet<>();
    Matcher m = OPTION.matcher(text);
    while (m.find()) {
      found.add(m.group());
    }
    return found;
  }

  private static String section(String command) {
    int from = page().indexOf("\n## attestry " + command + "\n");
    if (from < 0) {
      return command.equals("generate-completion") ? page() : "";
    }
    int to = page().indexOf("\n## ", from + 1);
    return page().substring(from, to < 0 ? page().length() : to);
  }

  private static String page() {
    try {
      return Files.readString(CommandRun.PROJECT.resolve("docs/cli.md"));
    } catch (IOException e) {
      throw new IllegalStateException("docs/cli.md", e);
    }
  }
}
