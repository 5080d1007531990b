import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads Surefire's reports below a folder. Prints one line per skipped test, {@code test
 * CLASS.METHOD: REASON}, and the total of tests run on standard error.
 *
 * <p>Usage: {@code java tools/SkippedTests.java FOLDER}
 */
final class SkippedTests {

  private SkippedTests() {}

  public static void main(String[] args) throws Exception {
    int run = 0;
    int skipped = 0;
    for (Path report : reports(Path.of(args[0]))) {
      NodeList cases = parse(report).getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        NodeList marks = test.getElementsByTagName("skipped");
        run++;
        if (marks.getLength() > 0) {
          skipped++;
          System.out.println(
              "test "
                  + test.getAttribute("classname")
                  + "."
                  + test.getAttribute("name")
                  + ": "
                  + reason((Element) marks.item(0)));
        }
      }
    }
    System.err.println(run + " tests reported, " + skipped + " of them skipped");
    if (run == 0) {
      System.exit(1);
    }
  }

  private static List<Path> reports(Path folder) throws IOException {
    try (Stream<Path> all = Files.find(folder, 5, (p, a) -> isReport(p))) {
      return all.sorted().toList();
    }
  }

  private static boolean isReport(Path p) {
    String name = p.getFileName().toString();
    return name.startsWith("TEST-")
        && name.endsWith(".xml")
        && p.getParent().endsWith("target/surefire-reports");
  }

  private static Document parse(Path report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(report.toFile());
  }

  /** An assumption's words stand in the text, those of a disabled test in an attribute. */
  private static String reason(Element mark) {
    String given = (mark.getAttribute("message") + mark.getTextContent()).strip();
    return given.isEmpty()
        ? "no reason given"
        : given
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^.*TestAbortedException: (Assumption failed: )?", "");
  }
}
