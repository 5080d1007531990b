package dev.attestry.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of inputs and outputs in a module's page, between the marks that terraform-docs uses.
 * Reads what {@code terraform fmt} has formatted.
 */
final class Tables {

  static final String BEGIN = "<!-- BEGIN_TF_DOCS -->\n";
  static final String END = "<!-- END_TF_DOCS -->\n";

  /** A block of the top level and what stands in it. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "^(variable|output) \"([^\"]+)\" \\{\n(.*?)^\\}$", Pattern.MULTILINE | Pattern.DOTALL);

  /** An argument of it: up to the next one of the same depth. */
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "^  ([a-z_]+) += (.*?)$(?=\n(?:  [^ }\\])]|\n|$|\\z))",
          Pattern.MULTILINE | Pattern.DOTALL);

  private Tables() {}

  /** As Markdown, with the marks. */
  static String of(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(BEGIN.strip());
    lines.add("### Inputs");
    lines.add("");
    lines.add("| Name | Description | Type | Default | Required |");
    lines.add("| --- | --- | --- | --- | --- |");
    for (Block b : blocks(folder.resolve("variables.tf"))) {
      String preset = b.argument("default");
      lines.add(
          "| `%s` | %s | `%s` | %s | %s |"
              .formatted(
                  b.name(),
                  b.description(),
                  cell(b.argument("type")),
                  preset.isEmpty() ? "" : "`" + cell(preset) + "`",
                  preset.isEmpty() ? "yes" : "no"));
    }
    lines.add("");
    lines.add("### Outputs");
    lines.add("");
    lines.add("| Name | Description |");
    lines.add("| --- | --- |");
    for (Block b : blocks(folder.resolve("outputs.tf"))) {
      lines.add("| `%s` | %s |".formatted(b.name(), b.description()));
    }
    return String.join("\n", lines) + "\n" + END;
  }

  /** A page with its tables made anew; they go to its end where it has none. */
  static String inserted(String page, String tables) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return begin < 0 || end < begin
        ? page.stripTrailing() + "\n\n" + tables
        : page.substring(0, begin) + tables + page.substring(end + END.length());
  }

  private record Block(String name, String body) {

    String argument(String wanted) {
      Matcher m = ARGUMENT.matcher(body);
      while (m.find()) {
        if (m.group(1).equals(wanted)) {
          return m.group(2);
        }
      }
      return "";
    }

    String description() {
      String text = argument("description");
      if (!text.startsWith("\"")) {
        throw new AssertionError(name + " has no description");
      }
      return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("|", "\\|");
    }
  }

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> all = new ArrayList<>();
    Matcher m = BLOCK.matcher(Files.readString(file));
    while (m.find()) {
      all.add(new Block(m.group(2), m.group(3)));
    }
    return all;
  }

  /** On one line. */
  private static String cell(String value) {
    return value
        .replaceAll("\\s*#[^\n]*", "")
        .replaceAll("([{(\\[])\\n\\s*", "$1 ")
        .replaceAll(",?\\n\\s*([})\\]])", " $1")
        .replaceAll(",?\\n\\s*", ", ")
        .replaceAll(" +", " ")
        .replace("|", "\\|");
  }
}
