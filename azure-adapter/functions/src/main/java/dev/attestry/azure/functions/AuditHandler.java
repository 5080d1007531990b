package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.AuditFunction;
import dev.attestry.function.Console;
import java.io.IOException;
import java.time.Instant;

/** {@code audit}: started by a timer once a day. */
public final class AuditHandler {

  private static final Once<AuditFunction> AUDIT =
      new Once<>(() -> AzureFunctions.ofEnvironment().audit());

  @FunctionName("audit")
  @FixedDelayRetry(maxRetryCount = Timer.RETRIES, delayInterval = Timer.DELAY)
  public void run(
      @TimerTrigger(name = "timer", schedule = "%ATTESTRY_AUDIT_SCHEDULE%") String timer)
      throws IOException, MalformedInput {
    Instant scheduled = Timer.scheduled(timer, Instant.now());
    Console.done("audit", AUDIT.get().say(scheduled));
  }
}
