package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Gather;
import java.io.IOException;

/** {@code append}: started by the append queue; what waits at the same time is one commit. */
public final class AppendHandler {

  private static final Once<Gather> APPEND =
      new Once<>(() -> Gather.of(AzureFunctions.ofEnvironment().append()));

  @FunctionName("append")
  public void run(
      @QueueTrigger(
              name = "message",
              queueName = "%ATTESTRY_APPEND_QUEUE%",
              connection = AzureFunctions.QUEUES)
          String message)
      throws IOException, MalformedInput {
    APPEND.get().append(Bytes.utf8(message));
  }
}
