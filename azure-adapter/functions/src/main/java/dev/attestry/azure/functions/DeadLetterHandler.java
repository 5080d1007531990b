package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.attestry.codec.Bytes;
import dev.attestry.function.DeadLetterFunction;
import java.io.IOException;

/**
 * {@code check_dead_letter} and {@code append_dead_letter}: started by the queues that the host
 * puts a message into which failed too often; write down what nobody worked off.
 */
public final class DeadLetterHandler {

  private static final Once<DeadLetterFunction> DEAD_LETTER =
      new Once<>(() -> AzureFunctions.ofEnvironment().deadLetter());

  @FunctionName("check_dead_letter")
  public void check(
      @QueueTrigger(
              name = "message",
              queueName = "%ATTESTRY_CHECK_QUEUE%-poison",
              connection = AzureFunctions.QUEUES)
          String message)
      throws IOException {
    DEAD_LETTER.get().run(Bytes.utf8(message));
  }

  @FunctionName("append_dead_letter")
  public void append(
      @QueueTrigger(
              name = "message",
              queueName = "%ATTESTRY_APPEND_QUEUE%-poison",
              connection = AzureFunctions.QUEUES)
          String message)
      throws IOException {
    DEAD_LETTER.get().run(Bytes.utf8(message));
  }
}
