package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {

  private static final String BEGIN = "-----BEGIN TEST-----\n";
  private static final String END = "\n-----END TEST-----\n";

  @Test
  void readsBlocksOfOneLabelInOrderAndLeavesOtherTextAlone() throws MalformedInput {
    String text =
        "subject: x\n"
            + BEGIN
            + "QUI="
            + END
            + "\r\n"
            + BEGIN.replace("TEST", "KEY")
            + "QQ=="
            + END.replace("TEST", "KEY")
            + BEGIN
            + "Q0RF\r\nRkdI"
            + END;
    assertThat(blocks(text)).containsExactly(Bytes.utf8("AB"), Bytes.utf8("CDEFGH"));
  }

  /** N35 and damaged blocks: a certificate that is left out silently shortens a chain. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        BEGIN + "QUI=",
        BEGIN + "QUI" + END,
        BEGIN + "QUJ=" + END,
        BEGIN + "Q!I=" + END,
        BEGIN + "QUI=\n-----END KEY-----\n",
        BEGIN + BEGIN + "QUI=" + END,
        "QUI=" + END,
        "-----BEGIN TESU-----\n" + "QUI=" + END + BEGIN + "QUI=" + END,
        BEGIN + "QUI=" + END + "----BEGIN TEST-----\n" + "QUI=" + END
      })
  void refusesBlocksThatCannotBeRead(String text) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> blocks(text));
  }

  @Test
  void n35RefusesAThousandBlocksAndMegabytesOfText() {
    String many = (BEGIN + "QUI=" + END).repeat(1000);
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> blocks(many));
    String large = BEGIN + "QUJD".repeat(1 << 19) + END;
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> blocks(large));
  }

  @Test
  void readsNoBlocksWhereThereAreNone() throws MalformedInput {
    assertThat(blocks("")).isEmpty();
    assertThat(blocks("-----BEGIN -----".repeat(5000))).isEmpty();
  }

  private static List<Bytes> blocks(String text) throws MalformedInput {
    return Pem.blocks("test", "TEST", Bytes.utf8(text));
  }
}
