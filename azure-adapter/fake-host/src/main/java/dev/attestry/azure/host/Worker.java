package dev.attestry.azure.host;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the Java worker does: loads an app's jar with those of {@code lib}, makes a new instance of
 * the class for each call, and hands the trigger's text to the method. Of what is not in the
 * folder, a function sees the JDK and the annotations, and nothing of this process.
 */
final class Worker implements AutoCloseable {

  private static final String SHARED = FunctionName.class.getPackageName() + ".";

  private final URLClassLoader loader;

  private Worker(URLClassLoader loader) {
    this.loader = loader;
  }

  static Worker load(Path jar) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
    try (Stream<Path> lib = Files.list(jar.resolveSibling("lib"))) {
      for (Path p : lib.sorted().toList()) {
        urls.add(p.toUri().toURL());
      }
    }
    return new Worker(new URLClassLoader(urls.toArray(URL[]::new), new Annotations()));
  }

  private static final class Annotations extends ClassLoader {

    private Annotations() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(SHARED)) {
        return Worker.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /**
   * Calls a function.
   *
   * @param text what its trigger hands over
   */
  void call(FunctionJson f, String text) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    Method m = method(f);
    try {
      m.invoke(m.getDeclaringClass().getConstructor().newInstance(), text);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Method method(FunctionJson f) throws ClassNotFoundException {
    int dot = f.entryPoint().lastIndexOf('.');
    String name = f.entryPoint().substring(dot + 1);
    return Arrays.stream(loader.loadClass(f.entryPoint().substring(0, dot)).getMethods())
        .filter(m -> m.getName().equals(name))
        .filter(m -> Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + f.entryPoint() + "(String)"));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
