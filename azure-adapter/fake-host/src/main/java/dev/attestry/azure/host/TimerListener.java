package dev.attestry.azure.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A timer trigger. What the function gets is from before its call: {@code Next} is the time that it
 * was called for. Where it fails it is called again, with the same, as its retry policy says; after
 * {@code FAKE_HOST_RETRY_AFTER} where tests cannot wait as long. The real one keeps the times in
 * the storage account, with a lease, so that one instance of many calls, and makes up for what was
 * missed; this one is alone and forgets.
 */
final class TimerListener implements Runnable {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private final FunctionJson function;
  private final Calls calls;
  private final Ncrontab schedule;
  private final Optional<Duration> hurried;
  private Instant last = Instant.EPOCH;
  private Instant next;

  TimerListener(FunctionJson function, AppSettings settings, Calls calls, Instant now) {
    this.function = function;
    this.calls = calls;
    this.schedule = new Ncrontab(settings.resolve(function.setting("schedule")));
    this.next = schedule.next(now);
    this.hurried =
        Optional.ofNullable(settings.all().get("FAKE_HOST_RETRY_AFTER")).map(Duration::parse);
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant due = next;
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()) + 1);
        round();
        last = due;
        next = schedule.next(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    String information = information();
    int left = function.retries();
    while (!calls.call(function, information) && left > 0) {
      left--;
      Thread.sleep(hurried.orElseGet(function::retryDelay).toMillis());
    }
  }

  /** The timer's information, as a function gets it. */
  String information() {
    ObjectNode o = Json.object();
    o.putObject("Schedule").put("AdjustForDST", true);
    o.putObject("ScheduleStatus")
        .put("Last", LOCAL.format(last))
        .put("LastUpdated", LOCAL.format(last))
        .put("Next", LOCAL.format(next));
    return o.put("IsPastDue", false).toString();
  }
}
