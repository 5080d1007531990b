import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The size budget: prints one line per place that exceeds it, and the figures of each module on
 * standard error. Lines are counted as they stand, comments included.
 *
 * <p>Usage: {@code java tools/SizeBudget.java PROJECT}
 */
final class SizeBudget {

  private static final int FILE_MEDIAN = 70;
  private static final int FILE_P90 = 200;
  private static final int FILE_MAX = 400;
  private static final int METHOD_P90 = 20;
  private static final int METHOD_MAX = 40;
  private static final int PARAMETERS_MAX = 5;
  private static final int CORE_PUBLIC_MAX = 50;

  private final List<String> exceeded = new ArrayList<>();
  private final Figures all = new Figures();
  private final Path root;
  private int testLines;

  private SizeBudget(Path root) {
    this.root = root;
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toRealPath();
    SizeBudget budget = new SizeBudget(root);
    for (Path module : modules(root)) {
      budget.module(module);
    }
    budget.project();
    budget.exceeded.forEach(e -> System.out.println("over budget: " + e));
    System.exit(budget.exceeded.isEmpty() ? 0 : 1);
  }

  /** Folders with main sources, one or two levels down. */
  private static List<Path> modules(Path root) throws IOException {
    try (Stream<Path> all =
        Files.find(
            root, 2, (p, a) -> a.isDirectory() && Files.isDirectory(p.resolve("src/main/java")))) {
      return all.filter(p -> !root.relativize(p).startsWith(".check")).sorted().toList();
    }
  }

  private void module(Path module) throws IOException {
    Figures main = measure(sources(module.resolve("src/main/java")));
    int tests = lines(sources(module.resolve("src/test/java")));
    String name = root.relativize(module).toString();
    print(name, main, tests / (double) Math.max(1, main.lines()));
    if (name.equals("core") && main.publicShare() > CORE_PUBLIC_MAX) {
      exceeded.add(
          name + " has " + main.publicShare() + " % public types, " + CORE_PUBLIC_MAX + " allowed");
    }
    all.add(main);
    testLines += tests;
  }

  /** Medians and percentiles say something of the whole; a module may be small. */
  private void project() {
    print("all", all, testLines / (double) Math.max(1, all.lines()));
    check("median file", at(all.files, 50), FILE_MEDIAN);
    check("90th percentile of files", at(all.files, 90), FILE_P90);
    check("90th percentile of methods", at(all.methods, 90), METHOD_P90);
  }

  private static void print(String name, Figures f, double testShare) {
    System.err.printf(
        "%-18s %4d files, lines median %d p90 %d max %d; methods p90 %d max %d; public types %d %%;"
            + " test lines / main lines %.2f%n",
        name,
        f.files.size(),
        at(f.files, 50),
        at(f.files, 90),
        at(f.files, 100),
        at(f.methods, 90),
        at(f.methods, 100),
        f.publicShare(),
        testShare);
  }

  private void check(String what, int found, int allowed) {
    if (found > allowed) {
      exceeded.add(what + " has " + found + " lines, " + allowed + " allowed");
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static int lines(List<Path> files) throws IOException {
    int n = 0;
    for (Path f : files) {
      n += Files.readAllLines(f).size();
    }
    return n;
  }

  private Figures measure(List<Path> files) throws IOException {
    Figures figures = new Figures();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
        if (!file.endsWith("package-info.java")) {
          int lines = Files.readAllLines(root.resolve(file)).size();
          figures.files.add(lines);
          check(file.toString(), lines, FILE_MAX);
          new Scanner(file, unit, positions, Trees.instance(task), figures).scan(unit, null);
        }
      }
    }
    return figures;
  }

  private static int at(List<Integer> values, int percent) {
    if (values.isEmpty()) {
      return 0;
    }
    Collections.sort(values);
    return values.get(Math.min(values.size() - 1, values.size() * percent / 100));
  }

  /** What is counted per module. */
  private static final class Figures {
    final List<Integer> files = new ArrayList<>();
    final List<Integer> methods = new ArrayList<>();
    int types;
    int publicTypes;

    void add(Figures other) {
      files.addAll(other.files);
      methods.addAll(other.methods);
      types += other.types;
      publicTypes += other.publicTypes;
    }

    int publicShare() {
      return types == 0 ? 0 : publicTypes * 100 / types;
    }

    int lines() {
      return files.stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final Path file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Trees trees;
    private final Figures figures;

    Scanner(
        Path file, CompilationUnitTree unit, SourcePositions positions, Trees trees, Figures f) {
      this.file = file;
      this.unit = unit;
      this.positions = positions;
      this.trees = trees;
      this.figures = f;
    }

    @Override
    public Void visitClass(ClassTree type, Void p) {
      if (getCurrentPath().getParentPath().getLeaf() == unit) {
        Set<Modifier> modifiers = type.getModifiers().getFlags();
        figures.types++;
        if (modifiers.contains(Modifier.PUBLIC)) {
          figures.publicTypes++;
          if (trees.getDocComment(getCurrentPath()) == null) {
            exceeded.add(file + ": public " + type.getSimpleName() + " has no Javadoc");
          }
        }
        boolean closed =
            type.getKind() != Tree.Kind.CLASS
                || modifiers.contains(Modifier.FINAL)
                || modifiers.contains(Modifier.SEALED)
                || modifiers.contains(Modifier.ABSTRACT);
        if (!closed) {
          exceeded.add(file + ": class " + type.getSimpleName() + " is neither final nor sealed");
        }
      }
      return super.visitClass(type, p);
    }

    @Override
    public Void visitMethod(MethodTree method, Void p) {
      BlockTree body = method.getBody();
      String name = file + ": " + method.getName();
      boolean constructor = method.getReturnType() == null;
      boolean canonical =
          constructor && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
      if (method.getParameters().size() > PARAMETERS_MAX && !canonical) {
        exceeded.add(
            name
                + " has "
                + method.getParameters().size()
                + " parameters, "
                + PARAMETERS_MAX
                + " allowed");
      }
      if (body != null && positions.getStartPosition(unit, body) >= 0) {
        LineMap map = unit.getLineMap();
        int lines =
            (int)
                (map.getLineNumber(positions.getEndPosition(unit, body))
                    - map.getLineNumber(positions.getStartPosition(unit, body))
                    + 1);
        figures.methods.add(lines);
        if (!isTable(body)) {
          check(name, lines, METHOD_MAX);
        }
      }
      return super.visitMethod(method, p);
    }

    /** One switch and nothing else: long because the thing it maps is. */
    private boolean isTable(BlockTree body) {
      List<? extends StatementTree> statements = body.getStatements();
      if (statements.size() != 1) {
        return false;
      }
      return switch (statements.get(0)) {
        case SwitchTree s -> true;
        case com.sun.source.tree.ReturnTree r ->
            r.getExpression() instanceof com.sun.source.tree.SwitchExpressionTree;
        default -> false;
      };
    }
  }
}
