package dev.attestry.aws.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The very package that is deployed, with a bootstrap around AWS's runtime client added: no
 * stand-in has the managed runtime that production uses.
 */
final class LambdaPackage {

  private LambdaPackage() {}

  /** The zip to create functions from. */
  static byte[] withBootstrap(Path target) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      copy(target.resolve("attestry-aws-functions.zip"), zip);
      for (Path jar : jars(target.resolve("runtime-client"))) {
        zip.putNextEntry(new ZipEntry("runtime/" + jar.getFileName()));
        Files.copy(jar, zip);
        zip.closeEntry();
      }
      zip.putNextEntry(new ZipEntry("bootstrap"));
      zip.write(bootstrap().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  /** Each environment needs a /tmp of its own: the client unpacks its library to one fixed name. */
  private static String bootstrap() {
    return """
    #!/bin/sh
    exec unshare -m sh -c 'mount -t tmpfs t /tmp && exec "$@"' sh "%s/bin/java" \\
      --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
      -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*:$LAMBDA_TASK_ROOT/runtime/*" \\
      com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
    """
        .formatted(System.getProperty("java.home"));
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void copy(Path from, ZipOutputStream to) throws IOException {
    try (InputStream file = Files.newInputStream(from);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        to.putNextEntry(new ZipEntry(e.getName()));
        zip.transferTo(to);
        to.closeEntry();
      }
    }
  }
}
