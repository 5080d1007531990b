package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A step too far would pass over a challenge that is there. */
class HorspoolTest {

  private final Random random = new Random(1980);

  @Test
  void findsWhatASearchOfTheTextFinds() {
    for (int i = 0; i < 20_000; i++) {
      String all = text(random.nextInt(40), 3);
      String part = text(1 + random.nextInt(6), 3);
      assertThat(contains(all, part)).as("%s in %s", part, all).isEqualTo(all.contains(part));
    }
  }

  /** Longer than the largest step that fits into a byte. */
  @Test
  void findsALongPartWhereverItStands() {
    for (int before = 0; before < 400; before++) {
      String part = text(300, 256);
      assertThat(contains(text(before, 256) + part + text(before % 7, 256), part)).isTrue();
      String other = (char) (part.charAt(0) ^ 1) + part.substring(1);
      assertThat(contains(text(before, 256) + other, part)).isFalse();
    }
  }

  private String text(int length, int alphabet) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < length; i++) {
      s.append((char) random.nextInt(alphabet));
    }
    return s.toString();
  }

  private static boolean contains(String all, String part) {
    byte[] in = ("x" + all + part).getBytes(StandardCharsets.ISO_8859_1);
    byte[] p = part.getBytes(StandardCharsets.ISO_8859_1);
    return Horspool.contains(in, 1, in.length - p.length, p);
  }
}
