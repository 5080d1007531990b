package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A view is the bytes that a copy would be, in everything that can be seen. */
final class BytesTest {

  private static final Bytes ALL = Bytes.utf8("xx{\"a\":-12,\"b\":[\"c\",{}]}yy");
  private static final Bytes COPY = ALL.slice(2, ALL.length() - 2);
  private static final Bytes VIEW = ALL.view(2, ALL.length() - 2);

  @Test
  void aViewIsEqualToACopy() {
    assertThat(VIEW).isEqualTo(COPY).hasSameHashCodeAs(COPY).isNotEqualTo(ALL);
    assertThat(VIEW.compareTo(COPY)).isZero();
    assertThat(VIEW.compareTo(ALL)).isEqualTo(COPY.compareTo(ALL));
    assertThat(VIEW.hex()).isEqualTo(COPY.hex());
    assertThat(VIEW.utf8()).isEqualTo(COPY.utf8());
    assertThat(VIEW.toArray()).isEqualTo(COPY.toArray());
    assertThat(VIEW.unsafe()).isEqualTo(COPY.toArray());
    assertThat(VIEW.toString()).isEqualTo(COPY.toString());
    assertThat(VIEW.slice(1, 4)).isEqualTo(COPY.slice(1, 4));
    assertThat(VIEW.view(1, 4)).isEqualTo(COPY.slice(1, 4));
    assertThat(Bytes.concat(VIEW, VIEW)).isEqualTo(Bytes.concat(COPY, COPY));
  }

  @Test
  void aViewIsReadOverItsOwnRangeOnly() throws Exception {
    ByteBuffer b = VIEW.readOnly();
    byte[] read = new byte[b.remaining()];
    b.get(0, read);
    assertThat(read).isEqualTo(COPY.toArray());
    assertThat(VIEW.startsWith(Bytes.utf8("{\"a"))).isTrue();
    assertThat(VIEW.startsWith(ALL)).isFalse();
    assertThat(Bytes.concat(Bytes.of(1), Bytes.zeros(3)).view(1, 4).isZero()).isTrue();
    assertThat(VIEW.indexOf('x', 0, VIEW.length())).isEqualTo(-1);
    assertThat(VIEW.indexOf('y', 0, VIEW.length())).isEqualTo(-1);
    assertThat(VIEW.indexOf('-', 0, VIEW.length())).isEqualTo(5);
    MessageDigest viewed = MessageDigest.getInstance("SHA-256");
    MessageDigest copied = MessageDigest.getInstance("SHA-256");
    VIEW.update(viewed);
    VIEW.update(viewed, 1, 3);
    COPY.update(copied);
    COPY.update(copied, 1, 3);
    assertThat(viewed.digest()).isEqualTo(copied.digest());
  }

  @Test
  void readersReadAView() throws MalformedInput {
    JsonLine line = JsonLine.read("test", VIEW);
    assertThat(line.integer("a")).hasValue(-12);
    assertThat(line.raw("b")).contains(Bytes.utf8("[\"c\",{}]"));
    assertThat(line.bytes()).isEqualTo(COPY);
    assertThat(Utf8.isWellFormed(Bytes.of(0xff, 0x41, 0xff).view(1, 2))).isTrue();
    assertThat(Utf8.isWellFormed(Bytes.of(0x41, 0xff).view(1, 2))).isFalse();
    ByteReader in = ByteReader.of("test", VIEW);
    in.skip(1);
    assertThat(in.view(3)).isEqualTo(COPY.slice(1, 4));
    assertThat(in.offset()).isEqualTo(4);
    assertThat(in.remaining()).isEqualTo(COPY.length() - 4);
  }

  @Test
  void whatLiesBesideAViewIsOutOfItsReach() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> VIEW.u8(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> VIEW.u8(VIEW.length()));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> VIEW.slice(0, VIEW.length() + 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> VIEW.view(-1, 1));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> ByteReader.of("test", VIEW).view(VIEW.length() + 1));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> JsonLine.read("test", ALL.view(2, ALL.length() - 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "abcabd, abd, true",
    "abcabd, abcabd, true",
    "aaaaaaaaaaaaaaaaab, aaab, true",
    "aaaaaaaaaaaaaaaaab, aaba, false",
    "abc, abcd, false",
    "abc, c, true",
    "abc, d, false"
  })
  void aPartIsFoundWhereverItStands(String all, String part, boolean found) {
    assertThat(Bytes.utf8(all).contains(Bytes.utf8(part))).isEqualTo(found);
    Bytes more = Bytes.utf8(part + all + part);
    assertThat(more.view(part.length(), part.length() + all.length()).contains(Bytes.utf8(part)))
        .isEqualTo(found);
  }
}
