package dev.attestry.aws.functions;

import dev.attestry.lab.cold.ClassJar;
import dev.attestry.lab.cold.ColdProgram;
import dev.attestry.lab.cold.Cost;
import dev.attestry.lab.cold.JavaProcess;
import dev.attestry.lab.standin.LambdaPackage;
import dev.attestry.lab.standin.RuntimeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * A new instance of {@code append}, by AWS's runtime client, until it has answered its first event
 * and so its commit stands.
 */
final class FirstCommit implements ColdProgram {

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HANDLER = "dev.attestry.aws.functions.AppendHandler::handleRequest";

  private final Path unpacked;
  private final List<Path> classPath;
  private final Map<String, String> environment;
  private final Queue<String> results;

  /**
   * @param unpacked package and runtime client
   * @param results messages, one for each run
   */
  FirstCommit(Path unpacked, Map<String, String> environment, Queue<String> results)
      throws IOException {
    this.unpacked = unpacked;
    this.classPath = new ArrayList<>();
    classPath.add(ClassJar.of(unpacked.resolve("functions.jar"), unpacked, "dev"));
    classPath.addAll(jars(unpacked.resolve("lib")));
    classPath.addAll(jars(unpacked.resolve("runtime")));
    this.environment = environment;
    this.results = results;
  }

  /** Jars of the package, in the order of their names. */
  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public String name() {
    return "first commit";
  }

  @Override
  public Cost run(List<String> flags) throws Exception {
    try (RuntimeApi api = RuntimeApi.start()) {
      api.offer(Messages.batch(results.remove()));
      Map<String, String> all = new HashMap<>(environment);
      all.put("LAMBDA_TASK_ROOT", unpacked.toString());
      all.put("_HANDLER", HANDLER);
      all.put("AWS_LAMBDA_RUNTIME_API", api.address());
      List<String> given = new ArrayList<>(flags);
      given.add(LambdaPackage.nativeClient(unpacked.toString()));
      try (JavaProcess p =
          JavaProcess.start(
              given, classPath, List.of(CLIENT, HANDLER), all, unpacked.resolve("cold.log"))) {
        String answer = api.answer();
        Cost cost = p.cost();
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
          throw new IOException("no commit, but " + answer);
        }
        return cost;
      }
    }
  }
}
