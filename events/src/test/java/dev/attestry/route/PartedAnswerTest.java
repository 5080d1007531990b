package dev.attestry.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Answers in parts, from guests that may lie. */
final class PartedAnswerTest {

  private static final Bytes ANSWER = Bytes.utf8("{\"an\":\"answer\"}");

  @Test
  void partsInTheirOrderAreTheAnswer() throws Exception {
    Bytes all = gzip(ANSWER);
    PartedAnswer a = new PartedAnswer();
    assertThat(a.next()).isEqualTo(1);
    a.add(part(1, 2, all, 0, 10));
    assertThat(a.next()).isEqualTo(2);
    a.add(part(2, 2, all, 10, all.length()));
    assertThat(a.next()).isZero();
    assertThat(a.whole()).isEqualTo(ANSWER);
  }

  /** A few thousand bytes unpack to gigabytes that fill a function's memory. */
  @Test
  void anAnswerThatUnpacksWithoutEndIsRefused() throws Exception {
    Bytes bomb = gzip(Bytes.zeros(HttpsRoute.MAX_ANSWER + 1));
    assertThat(bomb.length()).isLessThan(8192);
    PartedAnswer a = new PartedAnswer();
    a.add(part(1, 1, bomb, 0, bomb.length()));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(a::whole)
        .withMessageContaining("when unpacked");
  }

  /** A guest must not be able to keep a function asking. */
  @Test
  void morePartsThanAnyAnswerNeedsAreRefused() {
    assertMalformed(part(1, 65, gzip(ANSWER), 0, 5), "more than 64 parts");
  }

  @Test
  void anAnswerThatAnnouncesTooManyBytesIsRefused() {
    String header = "attestry-evidence/1 1/2 3/4194305 " + "0".repeat(64) + "\n";
    assertMalformed(header + "AAAA", "too long");
  }

  @Test
  void morePartsThanAnnouncedBytesAreRefused() throws Exception {
    Bytes all = gzip(ANSWER);
    PartedAnswer a = new PartedAnswer();
    a.add(part(1, 2, all, 0, all.length()));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> a.add(part(2, 2, all, 0, all.length())));
  }

  @Test
  void thePartThatWasNotAskedForIsRefused() {
    assertMalformed(part(2, 2, gzip(ANSWER), 10, 20), "out of order");
  }

  @Test
  void everyPlaceAtWhichAPartCanBeCutIsNoticed() {
    Bytes all = gzip(ANSWER);
    String whole = part(1, 1, all, 0, all.length());
    for (int cut = 0; cut < whole.length(); cut++) {
      String half = whole.substring(0, cut);
      assertThatExceptionOfType(EOFException.class)
          .as(half)
          .isThrownBy(() -> new PartedAnswer().add(half));
    }
  }

  @Test
  void oneChangedByteIsNoticed() throws Exception {
    Bytes all = gzip(ANSWER);
    byte[] changed = all.toArray();
    changed[12] ^= 1;
    String header = part(1, 1, all, 0, all.length()).split("\n", -1)[0] + "\n";
    PartedAnswer a = new PartedAnswer();
    a.add(header + Base64s.encode(Bytes.of(changed)));
    assertThatExceptionOfType(EOFException.class).isThrownBy(a::whole);
  }

  @Test
  void whatIsNotCompressedIsRefused() throws Exception {
    PartedAnswer a = new PartedAnswer();
    a.add(part(1, 1, ANSWER, 0, ANSWER.length()));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(a::whole)
        .withMessageContaining("gzip");
  }

  @Test
  void aBannerBeforeTheHeaderIsRefused() {
    assertMalformed("welcome\n" + part(1, 1, ANSWER, 0, 3), "no header");
    assertMalformed(part(1, 1, ANSWER, 0, 3).replace("\n", " and more\n"), "no header");
  }

  private static void assertMalformed(String printed, String why) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> new PartedAnswer().add(printed))
        .withMessageContaining(why);
  }

  private static String part(int number, int count, Bytes all, int from, int to) {
    return "attestry-evidence/1 %d/%d %d/%d %s\n"
            .formatted(
                number, count, to - from, all.length(), HashAlgorithm.SHA256.digest(all).hex())
        + Base64s.encode(all.slice(from, to));
  }

  private static Bytes gzip(Bytes b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream z = new GZIPOutputStream(out)) {
      z.write(b.toArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Bytes.of(out.toByteArray());
  }
}
