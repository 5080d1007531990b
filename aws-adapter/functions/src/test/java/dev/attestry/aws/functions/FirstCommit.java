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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A new instance of a function, by AWS's runtime client, until it has answered its first event: of
 * {@code append}, until its commit stands.
 */
final class FirstCommit implements ColdProgram {

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final String name;
  private final String handler;
  private final Path unpacked;
  private final List<Path> classPath;
  private final Map<String, String> environment;
  private final Supplier<String> messages;

  private FirstCommit(
      String name,
      Class<?> function,
      Path unpacked,
      Map<String, String> environment,
      Supplier<String> messages)
      throws IOException {
    this.name = name;
    this.handler = function.getName() + "::handleRequest";
    this.unpacked = unpacked;
    this.classPath = new ArrayList<>();
    this.messages = messages;
    classPath.addAll(jars(unpacked.resolve("runtime")));
    this.environment = environment;
  }

  /**
   * Of {@code append}.
   *
   * @param unpacked package and runtime client
   * @param results messages, one for each run
   */
  static FirstCommit of(Path unpacked, Map<String, String> environment, Queue<String> results)
      throws IOException {
    FirstCommit c =
        new FirstCommit(
            "first commit",
            AppendHandler.class,
            unpacked,
            environment,
            () -> Messages.batch(results.remove()));
    c.classPath.add(0, ClassJar.of(unpacked.resolve("functions.jar"), unpacked, "dev"));
    c.classPath.addAll(jars(unpacked.resolve("lib")));
    return c;
  }

  /** Of a function that does nothing: what the runtime costs by itself. */
  static FirstCommit nothing(Path unpacked, Map<String, String> environment) throws IOException {
    FirstCommit c =
        new FirstCommit(
            "the runtime, nothing done",
            DoesNothing.class,
            unpacked,
            environment,
            () -> Messages.batch("{}"));
    c.classPath.add(0, ClassJar.of(unpacked.resolve("nothing.jar"), DoesNothing.class));
    return c;
  }

  /** Jars of the package, in the order of their names. */
  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Cost run(List<String> flags) throws Exception {
    try (RuntimeApi api = RuntimeApi.start()) {
      api.offer(messages.get());
      Map<String, String> all = new HashMap<>(environment);
      all.put("LAMBDA_TASK_ROOT", unpacked.toString());
      all.put("_HANDLER", handler);
      all.put("AWS_LAMBDA_RUNTIME_API", api.address());
      List<String> given = new ArrayList<>(flags);
      given.add(LambdaPackage.nativeClient(unpacked.toString()));
      try (JavaProcess p =
          JavaProcess.start(
              given, classPath, List.of(CLIENT, handler), all, unpacked.resolve("cold.log"))) {
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
