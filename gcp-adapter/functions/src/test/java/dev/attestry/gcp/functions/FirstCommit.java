package dev.attestry.gcp.functions;

import dev.attestry.lab.cold.ColdProgram;
import dev.attestry.lab.cold.Cost;
import dev.attestry.lab.cold.JavaProcess;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakePubSub;
import dev.attestry.lab.standin.StandIn;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A new instance of a function in Google's invoker, until it has answered its first event: of
 * {@code append}, until its commit stands.
 *
 * @param function what it is started with
 * @param messages gives one for each run
 */
record FirstCommit(
    String name, Function function, GcpTrial trial, Supplier<FakePubSub.Message> messages)
    implements ColdProgram {

  /** A jar, its function, and the invoker. */
  record Function(Path invoker, Path jar, String target) {}

  private static final int OK = 200;
  private static final int PATIENCE = 600;
  private static final int MILLIS = 10;

  @Override
  public Cost run(List<String> flags) throws Exception {
    URI at = StandIn.freePort();
    List<String> program =
        List.of(
            "com.google.cloud.functions.invoker.runner.Invoker",
            "--classpath",
            function.jar.toString(),
            "--target",
            function.target,
            "--port",
            Integer.toString(at.getPort()));
    try (JavaProcess p =
        JavaProcess.start(
            flags,
            List.of(function.invoker),
            program,
            trial.environment,
            trial.work.resolve("cold.log"))) {
      awaitPort(at);
      int status = new Delivery(at).message(messages.get());
      Cost cost = p.cost();
      if (status != OK) {
        throw new IOException("no commit, but " + status);
      }
      return cost;
    }
  }

  /** Cloud Run, too, sends a request once the port is open. */
  private static void awaitPort(URI at) throws IOException, InterruptedException {
    for (int n = 0; n < PATIENCE; n++) {
      if (listens(at)) {
        return;
      }
      Thread.sleep(MILLIS);
    }
    throw new IOException("nothing listens on " + at);
  }

  private static boolean listens(URI at) {
    try {
      new Socket(at.getHost(), at.getPort()).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
