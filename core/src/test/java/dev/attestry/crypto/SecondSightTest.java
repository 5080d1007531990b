package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import org.junit.jupiter.api.Test;

/** What is remembered of bytes, and what a flood of other bytes can do to it: nothing wrong. */
final class SecondSightTest {

  private final SecondSight<String> known = new SecondSight<>();

  @Test
  void remembersFromTheSecondTimeOn() {
    Bytes authority = Bytes.utf8("authority");
    known.put(authority, "first");
    assertThat(known.get(authority)).isNull();
    known.put(authority, "second");
    assertThat(known.get(authority)).isEqualTo("second");
  }

  /** The attack: certificates that come once, to drive out those that come with all evidence. */
  @Test
  void aFloodOfOthersDrivesNothingOut() {
    Bytes authority = Bytes.utf8("authority");
    known.put(authority, "authority");
    known.put(authority, "authority");
    for (int i = 0; i < 100_000; i++) {
      known.put(Bytes.utf8("leaf " + i), "leaf");
    }
    assertThat(known.get(authority)).isEqualTo("authority");
  }

  /**
   * The attack: other bytes of the same hash, to be taken for the certificate that has the slot.
   */
  @Test
  void bytesOfTheSameHashAreNotTakenForOneAnother() {
    Bytes one = Bytes.of(0, 31);
    Bytes other = Bytes.of(1, 0);
    assertThat(one.hashCode()).isEqualTo(other.hashCode());
    known.put(one, "one");
    known.put(one, "one");
    assertThat(known.get(other)).isNull();
    known.put(other, "other");
    assertThat(known.get(one)).isEqualTo("one");
  }
}
