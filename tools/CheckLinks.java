import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that every relative link of the project's Markdown pages leads to a file that is there,
 * and every anchor to a heading. Links out of the project and to the web are left alone.
 *
 * <p>Usage: {@code java tools/CheckLinks.java FOLDER}
 */
final class CheckLinks {

  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Set<String> OUTSIDE = Set.of("target", ".git", ".check", ".attestry");

  private CheckLinks() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toRealPath();
    List<String> broken = new ArrayList<>();
    List<Path> pages = pages(root);
    for (Path page : pages) {
      Matcher m = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
      while (m.find()) {
        String link = m.group(1);
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          broken.add(root.relativize(page) + ": " + link);
        }
      }
    }
    broken.forEach(b -> System.out.println("broken link in " + b));
    System.err.println(pages.size() + " pages, " + broken.size() + " broken links");
    System.exit(broken.isEmpty() ? 0 : 1);
  }

  private static List<Path> pages(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> p.toString().endsWith(".md"))
          .filter(p -> p.getParent() != null && inside(root.relativize(p)))
          .sorted()
          .toList();
    }
  }

  private static boolean inside(Path relative) {
    for (Path part : relative) {
      if (OUTSIDE.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  /** As GitHub makes them: lower case, punctuation dropped, spaces to hyphens. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    Matcher m = HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
    while (m.find()) {
      anchors.add(
          m.group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }
}
