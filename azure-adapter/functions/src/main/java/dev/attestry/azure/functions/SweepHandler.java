package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Console;
import dev.attestry.function.SweepFunction;
import java.io.IOException;
import java.time.Instant;

/** {@code sweep}: started by a timer. */
public final class SweepHandler {

  private static final Once<SweepFunction> SWEEP =
      new Once<>(() -> AzureFunctions.ofEnvironment().sweep());

  @FunctionName("sweep")
  @FixedDelayRetry(maxRetryCount = Timer.RETRIES, delayInterval = Timer.DELAY)
  public void run(
      @TimerTrigger(name = "timer", schedule = "%ATTESTRY_SWEEP_SCHEDULE%") String timer)
      throws IOException, MalformedInput {
    Instant scheduled = Timer.scheduled(timer, Instant.now());
    Console.done("sweep", SWEEP.get().run(scheduled).toJson());
  }
}
