package dev.attestry.lab.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The very package that is deployed, with a bootstrap around AWS's runtime client added: no
 * stand-in has the managed runtime that production uses.
 */
public final class LambdaPackage {

  private static final String RUNTIME = "runtime/";
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final String LIBRARY =
      "jni/libaws-lambda-jni.linux-"
          + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64")
          + ".so";

  private LambdaPackage() {}

  /**
   * The zip to create functions from.
   *
   * @param zip the package
   * @param runtimeClient a folder with the jars of AWS's runtime client
   */
  public static byte[] withBootstrap(Path zip, Path runtimeClient) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream all = new ZipOutputStream(out)) {
      all.setLevel(Deflater.BEST_SPEED);
      copy(zip, e -> true, "", all);
      for (Path jar : jars(runtimeClient)) {
        all.putNextEntry(new ZipEntry(RUNTIME + jar.getFileName()));
        Files.copy(jar, all);
        all.closeEntry();
        copy(jar, LIBRARY::equals, RUNTIME, all);
      }
      all.putNextEntry(new ZipEntry("bootstrap"));
      all.write(bootstrap().getBytes(StandardCharsets.UTF_8));
      all.closeEntry();
    }
    return out.toByteArray();
  }

  /** The client would unpack its library to one name in /tmp, the same for all environments. */
  private static String bootstrap() {
    return """
    #!/bin/sh
    exec "%s/bin/java" \\
      --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
      "%s" \\
      -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*:$LAMBDA_TASK_ROOT/runtime/*" \\
      com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
    """
        .formatted(System.getProperty("java.home"), nativeClient("$LAMBDA_TASK_ROOT"));
  }

  /**
   * The flag by which the client takes its library from the package.
   *
   * @param root where the package is unpacked
   */
  public static String nativeClient(String root) {
    return "-D" + LIBRARY_PROPERTY + "=" + root + "/" + RUNTIME + LIBRARY;
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void copy(Path from, Predicate<String> wanted, String folder, ZipOutputStream to)
      throws IOException {
    try (InputStream file = Files.newInputStream(from);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (wanted.test(e.getName())) {
          to.putNextEntry(new ZipEntry(folder + e.getName()));
          zip.transferTo(to);
          to.closeEntry();
        }
      }
    }
  }
}
