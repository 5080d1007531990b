package dev.attestry.examples.clouds;

import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.LoopbackAzure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What is deployed in each cloud, as the build left it.
 *
 * @param project the folder with the sources
 */
record Packages(Path project) {

  private static final String HOW = "; \"mvn package -DskipTests\" makes it";

  Path awsZip() {
    return project.resolve("aws-adapter/functions/target/attestry-aws-functions.zip");
  }

  /** The jars of AWS's runtime client. */
  Path awsRuntime() {
    return project.resolve("aws-adapter/functions/target/runtime-client");
  }

  Path azureFolder() {
    return project.resolve("azure-adapter/functions/target/azure-functions/attestry");
  }

  Path googleZip() {
    return project.resolve("gcp-adapter/functions/target/attestry-gcp-functions.zip");
  }

  Path googleInvoker() {
    return project.resolve("gcp-adapter/functions/target/invoker/java-function-invoker.jar");
  }

  /** The flow map's folder. */
  Path example() {
    return project.resolve("examples/three-clouds");
  }

  /**
   * What is not there, each with the way to get it. Google's emulator is no need: we have a fake.
   */
  List<String> missing() {
    List<String> all = new ArrayList<>();
    AwsStandIn.MINISTACK.missing().ifPresent(all::add);
    LoopbackAzure.missing().ifPresent(all::add);
    for (Path p :
        List.of(awsZip(), awsRuntime(), azureFolder(), googleZip(), googleInvoker(), example())) {
      if (!Files.exists(p)) {
        all.add("no " + project.relativize(p) + HOW);
      }
    }
    return all;
  }

  /** Unpacks Google's package, as its buildpack does, and returns the jar that is run. */
  Path googleJar(Path into) throws IOException {
    Files.createDirectories(into.resolve("lib"));
    try (InputStream file = Files.newInputStream(googleZip());
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (!e.isDirectory()) {
          Files.copy(zip, into.resolve(e.getName()));
        }
      }
    }
    return into.resolve("attestry-gcp-functions.jar");
  }
}
