package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Json;
import dev.attestry.events.Notification;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NotifierTest {

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  NotifierTest() {
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
  }

  @Test
  void alarmsOnALogSeeWhatIsToldByItsType() throws Exception {
    Notification n =
        new Notification(
            "log.example",
            "7",
            Notification.Type.CHECK_FAILED,
            "gcp/loader-vm",
            Optional.of("gcp"),
            Instant.EPOCH,
            "what",
            List.of("detail"),
            Optional.of(3L),
            Optional.of(7L));
    List<Notification> told = new ArrayList<>();
    Notifier.aloud(told::addAll).tell(List.of(n));
    assertThat(told).containsExactly(n);
    assertThat(lines.toString(StandardCharsets.UTF_8).lines().toList())
        .containsExactly(
            Json.object()
                .put("level", "warn")
                .put("severity", "WARNING")
                .put("function", "notify")
                .put("told", "check.failed")
                .put("component", "gcp/loader-vm")
                .put("id", "7")
                .toString());
  }
}
