package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are what the parser reads, in the one form that is written, or malformed. */
final class ChainFuzzTest {

  @FuzzTest
  void commit(byte[] data) {
    try {
      Commit c = Commit.parse(Bytes.of(data));
      Bytes header = c.envelope().header();
      assertThat(c.header().text()).isEqualTo(header.utf8());
      assertThat(c.leaves()).hasSize(c.lines() + 1);
      assertThat(header.startsWith(c.leaves().get(0))).isTrue();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }

  @FuzzTest
  void entry(byte[] data) {
    try {
      Bytes line = Bytes.of(data);
      assertThat(Entry.parse(line).encode()).isEqualTo(line);
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }

  @FuzzTest
  void genesis(byte[] data) {
    try {
      Genesis.Signed g = Genesis.Signed.parse(Bytes.of(data));
      assertThat(OwnerSigned.parse("genesis", g.note()).json()).isEqualTo(g.genesis().encode());
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }

  @FuzzTest
  void keyDocument(byte[] data) {
    try {
      KeyDocument.Signed d = KeyDocument.Signed.parse(Bytes.of(data));
      assertThat(OwnerSigned.parse("keys", d.note()).json()).isEqualTo(d.document().encode());
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
