package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UtcTimeTest {

  @Test
  void readsEveryTimeThatWeWrite() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-62_167_219_200L, 253_402_300_800L);
      Instant whole = Instant.ofEpochSecond(seconds);
      assertThat(UtcTime.parse(whole.toString())).contains(whole);
      Instant fraction = whole.plusNanos(random.nextInt(1_000_000_000));
      assertThat(UtcTime.parse(fraction.toString())).contains(fraction);
    }
    assertThat(UtcTime.parse(Instant.MAX.toString())).contains(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-24T23:00Z",
        "2026-11-24T23:00:00",
        "2026-11-24t23:00:00z",
        "2026-11-24 23:00:00Z",
        "2026-11-24T23:00:00.000Z",
        "2026-11-24T23:00:00.1Z",
        "2026-11-24T23:00:00+00:00",
        "2026-02-29T23:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T23:60:00Z",
        "2026-11-24T23:59:60Z",
        "+2026-11-24T23:00:00Z",
        "2026-1x-24T23:00:00Z"
      })
  void refusesEveryOtherForm(String s) {
    assertThat(UtcTime.parse(s)).isEmpty();
  }

  @Test
  void writesEveryTimeAsInstantDoesAndReadsItBack() {
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
      Instant t = Instant.ofEpochSecond(second, random.nextBoolean() ? 0 : random.nextInt(1 << 29));
      assertThat(UtcTime.text(t)).isEqualTo(t.toString());
    }
    for (long second : new long[] {-1, 0, 1, 253_402_300_799L, 253_402_300_800L}) {
      Instant t = Instant.ofEpochSecond(second);
      assertThat(UtcTime.text(t)).isEqualTo(t.toString());
      assertThat(UtcTime.parse(UtcTime.text(t))).contains(t);
    }
  }
}
