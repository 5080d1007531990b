package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimerTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:07.345Z");

  private static String timer(String next) {
    return "{\"ScheduleStatus\":{\"Next\":\"" + next + "\"},\"IsPastDue\":false}";
  }

  /** A round that the host calls twice, or late, has one name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-28T12:00:00Z",
        "2026-11-28T12:00:00+00:00",
        "2026-11-28T13:00:00+01:00",
        "2026-11-28T12:00:00"
      })
  void aRoundIsNamedByTheTimeThatItWasDue(String next) throws Exception {
    assertThat(Timer.scheduled(timer(next), NOW)).isEqualTo("2026-11-28T12:00:00Z");
  }

  /** A call by hand must not take the name of the round that comes next: that would not run. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"ScheduleStatus\":{\"Next\":\"2026-11-28T13:00:00Z\"}}"})
  void aCallOutsideTheScheduleIsNamedByTheSecond(String timer) throws Exception {
    assertThat(Timer.scheduled(timer, NOW)).isEqualTo("2026-11-28T12:00:07Z");
  }

  /** The host may call a moment early by its own clock. */
  @Test
  void aRoundThatIsCalledAMomentEarlyKeepsItsName() throws Exception {
    assertThat(Timer.scheduled(timer("2026-11-28T12:00:08Z"), NOW))
        .isEqualTo("2026-11-28T12:00:08Z");
  }

  /** What an audit found and could not tell would be told by nobody: no message comes again. */
  @ParameterizedTest
  @ValueSource(classes = {SweepHandler.class, AuditHandler.class})
  void aRoundThatFailsIsCalledAgain(Class<?> handler) throws Exception {
    FixedDelayRetry retry =
        handler.getMethod("run", String.class).getAnnotation(FixedDelayRetry.class);
    assertThat(retry.maxRetryCount()).isPositive();
    assertThat(LocalTime.parse(retry.delayInterval())).isAfter(LocalTime.MIDNIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"now", "{\"ScheduleStatus\":{\"Next\":\"tomorrow\"}}"})
  void whatIsNoTimerIsMalformed(String timer) {
    assertThatThrownBy(() -> Timer.scheduled(timer, NOW)).isInstanceOf(MalformedInput.class);
  }
}
