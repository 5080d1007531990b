package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.Console;
import java.io.IOException;

/** {@code check}: started by the queue of check requests, several at once. */
public final class CheckHandler {

  private static final Pool<CheckFunction> CHECKS =
      new Pool<>(() -> AzureFunctions.ofEnvironment().check());

  @FunctionName("check")
  public void run(
      @QueueTrigger(
              name = "message",
              queueName = "%ATTESTRY_CHECK_QUEUE%",
              connection = AzureFunctions.QUEUES)
          String message)
      throws IOException, MalformedInput, InterruptedException {
    CheckFunction check = CHECKS.take();
    try {
      check.run(Bytes.utf8(message)).forEach(Console::silent);
    } finally {
      CHECKS.giveBack(check);
    }
  }
}
