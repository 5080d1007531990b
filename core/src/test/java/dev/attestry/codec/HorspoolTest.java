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
      assertThat(indexOf(all, part)).as("%s in %s", part, all).isEqualTo(all.indexOf(part));
    }
  }

  /** Longer than the largest step that fits into a byte. */
  @Test
  void findsALongPartWhereverItStands() {
    for (int before = 0; before < 400; before++) {
      String part = text(300, 256);
      assertThat(indexOf(text(before, 256) + part + text(before % 7, 256), part))
          .isBetween(0, before);
      String other = (char) (part.charAt(0) ^ 1) + part.substring(1);
      assertThat(indexOf(text(before, 256) + other, part)).isNegative();
    }
  }

  private String text(int length, int alphabet) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < length; i++) {
      s.append((char) random.nextInt(alphabet));
    }
    return s.toString();
  }

  private static int indexOf(String all, String part) {
    byte[] in = ("x" + all + part).getBytes(StandardCharsets.ISO_8859_1);
    byte[] p = part.getBytes(StandardCharsets.ISO_8859_1);
    int at = Horspool.indexOf(in, 1, in.length - p.length, p);
    return at < 0 ? at : at - 1;
  }
}
