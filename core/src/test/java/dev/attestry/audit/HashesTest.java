package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import org.junit.jupiter.api.Test;

final class HashesTest {

  private static Bytes hash(int i) {
    return HashAlgorithm.SHA256.digest(Bytes.utf8("hash " + i));
  }

  @Test
  void everyHashIsKnownOnceItWasAddedAndNoneBefore() {
    Hashes h = new Hashes();
    for (int i = 0; i < 30_000; i++) {
      assertThat(h.contains(hash(i))).isFalse();
      assertThat(h.add(hash(i))).isTrue();
    }
    for (int i = 0; i < 30_000; i++) {
      assertThat(h.contains(hash(i))).isTrue();
      assertThat(h.add(hash(i))).isFalse();
    }
  }

  /** A writer who searches challenges that meet in one bucket only makes that bucket larger. */
  @Test
  void hashesThatBeginAlikeAreToldApart() {
    Hashes h = new Hashes();
    Bytes same = Bytes.zeros(12);
    for (int i = 0; i < 2_000; i++) {
      Bytes hash = Bytes.concat(same, hash(i).slice(0, 4));
      assertThat(h.add(hash)).isTrue();
      assertThat(h.add(hash)).isFalse();
    }
  }
}
