package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bucket may hold in place of commits, entries, genesis and key documents. */
final class ChainMalformedTest {

  private interface Parser {
    void parse(Bytes bytes) throws MalformedInput;
  }

  private static Bytes golden(String name) throws IOException {
    MemoryBucket b = GoldenChain.make();
    return ((ReadOutcome.Found) b.read(ObjectName.of(name))).bytes();
  }

  private static Bytes line() throws Exception {
    return Commit.parse(golden("2026/commit/001")).line(2);
  }

  @Test
  void everyTruncationIsMalformed() throws Exception {
    truncations(line(), Entry::parse);
    truncations(GoldenChain.LAB.genesis.note(), Genesis.Signed::parse);
    truncations(GoldenChain.LAB.documentZero.note(), KeyDocument.Signed::parse);
    // A commit cut at a line end may still be one by grammar; the digest of its body tells.
    Bytes commit = golden("2026/commit/001");
    for (int n = 0; n < commit.length(); n++) {
      try {
        assertThat(Commit.parse(commit.slice(0, n)).bodyMatches()).as("cut at " + n).isFalse();
      } catch (MalformedInput e) {
        assertThat(e.structure()).isNotEmpty();
      }
    }
  }

  private static void truncations(Bytes whole, Parser parser) throws MalformedInput {
    parser.parse(whole);
    for (int n = 0; n < whole.length(); n++) {
      Bytes cut = whole.slice(0, n);
      // A note may lose whole signature lines and still be one; then its owners are too few.
      if (n > 0 && cut.u8(n - 1) == '\n' && cut.utf8().contains("\n\n\u2014")) {
        continue;
      }
      assertThatThrownBy(() -> parser.parse(cut))
          .as("cut at " + n)
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesEntriesOutsideTheProfile() throws Exception {
    String good = line().utf8();
    for (String bad :
        List.of(
            "",
            "null",
            "[]",
            good + " ",
            good + good,
            " " + good,
            good.replace("\"v\":1", "\"v\":2"),
            good.replace("\"v\":1", "\"v\":1.0"),
            good.replace("\"v\":1", "\"v\":1e0"),
            good.replace("\"v\":1", "\"v\":1,\"v\":1"),
            good.replace("\"since\":0", "\"since\":-1"),
            good.replace("\"since\":0", "\"since\":9007199254740992"),
            good.replace("\"since\":0", "\"since\":4611686018427387904"),
            good.replace("\"kind\":\"result\"", "\"kind\":\"verdict\""),
            good.replace("aws/intake", "AWS/intake"),
            good.replace("\"v\":1", "\"w\":0,\"v\":1"),
            good.replace("\"ear.status\":2", "\"ear.status\":2.5"),
            good.replace("\"ear.status\":2", "\"ear.status\":\"\\ud800\""),
            good.replace("\"ear.status\":2", "\"x\":" + "[".repeat(10_000) + "]".repeat(10_000)),
            good.replace("\"ear.status\":2", "\"x\":" + "[".repeat(17) + "]".repeat(17)),
            good.replace("2026-11-24T12:00:00Z", "2026-11-24T12:00:00+00:00"),
            good.replace("\"ear.status\":2", "\"x\":\"" + "y".repeat(65_535) + "\""))) {
      assertThat(bad).isNotEqualTo(good);
      assertThatThrownBy(() -> Entry.parse(Bytes.utf8(bad)))
          .as(bad.substring(0, Math.min(bad.length(), 200)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesHugeNumbersInACommitHeader() throws Exception {
    String good = golden("2026/commit/001").utf8();
    for (String n : List.of("2147483648", "4611686018427387904", "18446744073709551616")) {
      Bytes bad = Bytes.utf8(good.replaceFirst("\nroot \\d+", "\nroot " + n));
      assertThatThrownBy(() -> Commit.parse(bad)).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesAGenesisThatNamesOneOwnerTwiceOrTooMany() throws Exception {
    String good = GoldenChain.LAB.genesis.note().utf8();
    String owner = "\"" + GoldenChain.LAB.owner.key() + "\"";
    for (String keys : List.of(owner + "," + owner, "")) {
      assertThatThrownBy(() -> Genesis.Signed.parse(Bytes.utf8(good.replace(owner, keys))))
          .isInstanceOf(MalformedInput.class);
    }
    assertThatThrownBy(
            () ->
                Genesis.Signed.parse(
                    Bytes.utf8(good.replace("\"threshold\":1", "\"threshold\":2"))))
        .isInstanceOf(MalformedInput.class);
  }
}
