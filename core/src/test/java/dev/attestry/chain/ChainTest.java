package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Appending and reading back, over the in-memory bucket. */
final class ChainTest {

  private final ChainLab lab = new ChainLab();
  private final MemoryBucket bucket = new MemoryBucket();

  @Test
  void firstAppendCarriesDocumentZeroAndAReaderAgrees() throws IOException {
    Chain chain = lab.create(bucket);
    assertThat(chain.view().head()).isEmpty();
    Appender appender = chain.appender(lab.aws, ChainLab.settings(1));
    List<Appended> done =
        appender.append(
            List.of(ChainLab.draft("aws/b", "s1", 0, "b"), ChainLab.draft("aws/a", "s1", 0, "a")));

    assertThat(done).extracting(a -> a.receipt().entry().index()).containsExactly(4L, 3L);
    assertThat(done).noneMatch(Appended::known).noneMatch(Appended::renamed);
    Chain reader = lab.open(bucket);
    assertThat(reader.view().head()).isEqualTo(chain.view().head());
    assertThat(reader.view().keyDocument().orElseThrow().hash()).isEqualTo(lab.documentZero.hash());
    assertThat(reader.view().newest("aws/a").orElseThrow().entry()).isEqualTo(done.get(1).entry());
  }

  @Test
  void repeatedRequestGetsTheOldReceiptFromAnotherProcess() throws IOException {
    Draft d = ChainLab.draft("aws/a", "s1", 0, "a");
    Appended first = append(lab.create(bucket), lab.aws, d);
    Appended again = append(lab.open(bucket), lab.aws, d);
    assertThat(again.known()).isTrue();
    assertThat(again.receipt()).isEqualTo(first.receipt());
    assertThat(lab.open(bucket).view().commit()).isEqualTo(1);
  }

  @Test
  void aCommitThatChangedUnderARunningWriterGivesNoReceipt() throws IOException {
    // Who holds the bucket changes a standing commit's root; a retry would sign off on it.
    Draft d = ChainLab.draft("aws/a", "s1", 0, "a");
    Chain chain = lab.create(bucket);
    long k = append(chain, lab.aws, d).receipt().commit();
    ObjectName name = chain.layout().commit(k);
    String text = ((ReadOutcome.Found) bucket.read(name)).bytes().utf8();
    String root = text.replaceAll("(?s).*\nroot \\d+ (\\S+)\n.*", "$1");
    bucket.force(name, Bytes.utf8(text.replace(root, Base64s.encode(Bytes.zeros(32)))));
    assertThatThrownBy(() -> append(chain, lab.aws, d))
        .isInstanceOf(CouldNotRead.class)
        .hasMessageContaining("other bytes");
  }

  @Test
  void sameIdWithOtherEvidenceBecomesAFlaggedAttempt() throws IOException {
    append(lab.create(bucket), lab.aws, ChainLab.draft("aws/a", "s1", 0, "a"));
    Appended other = append(lab.open(bucket), lab.aws, ChainLab.draft("aws/a", "s1", 0, "b"));
    assertThat(other.renamed()).isTrue();
    assertThat(other.entry().id()).isEqualTo("aws/a:s1#2");
    assertThat(other.entry().seq()).isEqualTo(1);
  }

  @Test
  void requestOlderThanTheWindowStartsANewAttempt() throws IOException {
    Chain chain = lab.create(bucket);
    Draft late = ChainLab.draft("aws/a", "s0", 0, "late");
    append(chain, lab.aws, late);
    for (int i = 1; i <= 16; i++) {
      append(chain, lab.aws, ChainLab.draft("aws/a", "s" + i, chain.view().commit(), "e" + i));
    }
    Appended again = append(chain, lab.aws, late);
    assertThat(again.renamed()).isTrue();
    assertThat(again.entry().id())
        .isEqualTo("aws/a:s0#19"); // 2 + the newest commit: never used before
  }

  /** A queue delivers an old message twice in one batch; the second made all after it strays. */
  @Test
  void severalRequestsOlderThanTheWindowBecomeEntriesOfTheirOwn() throws IOException {
    Chain chain = lab.create(bucket);
    for (int i = 1; i <= 17; i++) {
      append(chain, lab.aws, ChainLab.draft("aws/a", "s" + i, chain.view().commit(), "e" + i));
    }
    Draft late = ChainLab.draft("aws/a", "s0", 0, "late");
    Draft other = ChainLab.draft("aws/a", "s0", 0, "other");
    List<Appended> done =
        chain.appender(lab.aws, ChainLab.settings(1)).append(List.of(late, late, other));
    assertThat(done).extracting(Appended::known).containsExactly(false, true, false);
    assertThat(done.get(1).receipt()).isEqualTo(done.get(0).receipt());
    assertThat(done)
        .extracting(a -> a.entry().id())
        .containsExactly("aws/a:s0#19", "aws/a:s0#19", "aws/a:s0#20");
    assertThat(done).extracting(a -> a.entry().seq()).containsExactly(17L, 17L, 18L);
    assertThat(lab.open(bucket).view().newest("aws/a").orElseThrow().entry())
        .isEqualTo(done.get(2).entry());
  }

  @Test
  void twoWritersShareOneLog() throws IOException {
    Chain one = lab.create(bucket);
    Chain two = lab.open(bucket);
    append(one, lab.aws, ChainLab.draft("aws/a", "s1", 0, "a"));
    Appended b = append(two, lab.azure, ChainLab.draft("azure/b", "s1", 0, "b"));
    Appended c = append(one, lab.aws, ChainLab.draft("aws/a", "s2", 0, "c"));
    assertThat(b.receipt().commit()).isEqualTo(2);
    assertThat(c.receipt().commit()).isEqualTo(3);
    assertThat(c.entry().prev()).isPresent();
    assertThat(lab.open(bucket).view().head()).isEqualTo(one.view().head());
  }

  @Test
  void garbageAtTheNextSlotIsSkippedByEveryone() throws Exception {
    Chain chain = lab.create(bucket);
    append(chain, lab.aws, ChainLab.draft("aws/a", "s1", 0, "a"));
    bucket.create(chain.layout().commit(2), Bytes.utf8("garbage"));
    bucket.create(chain.layout().commit(3), Bytes.EMPTY);
    Appended b = append(chain, lab.aws, ChainLab.draft("aws/a", "s2", 0, "b"));
    assertThat(b.receipt().commit()).isEqualTo(4);
    List<Long> skipped = new ArrayList<>();
    LogVisitor visitor =
        new LogVisitor() {
          @Override
          public void skipped(long slot, ReadOutcome.Found object, String reason) {
            skipped.add(slot);
          }
        };
    Chain reader = Chain.open(bucket, "2026", lab.trust(), visitor);
    assertThat(reader.view().head()).isEqualTo(chain.view().head());
    assertThat(skipped).containsExactly(2L, 3L);
  }

  @Test
  void rotationFencesTheOldKey() throws IOException {
    Chain chain = lab.create(bucket);
    append(chain, lab.aws, ChainLab.draft("aws/a", "s1", 0, "a"));
    NoteSigner next = ChainLab.signer("aws-commit-2");
    KeyDocument.Signed d =
        lab.sign(lab.document(1, lab.documentZero.hash(), List.of(lab.aws(next))));
    Chain other = lab.open(bucket);
    assertThat(other.appender(next, ChainLab.settings(5)).rotate(d)).isTrue();
    assertThatThrownBy(() -> append(chain, lab.aws, ChainLab.draft("aws/a", "s2", 0, "b")))
        .isInstanceOf(KeyNotInForce.class);
    Appended c = append(chain, next, ChainLab.draft("aws/a", "s2", 0, "b"));
    assertThat(c.entry().seq()).isEqualTo(1);
    assertThat(lab.open(bucket).view().head()).isEqualTo(chain.view().head());
  }

  @Test
  void keyOfAnotherCloudCannotWriteAboutAComponent() throws IOException {
    Chain chain = lab.create(bucket);
    assertThatThrownBy(() -> append(chain, lab.azure, ChainLab.draft("aws/a", "s1", 0, "a")))
        .isInstanceOf(KeyNotInForce.class);
  }

  private static long seed;

  private static Appended append(Chain chain, NoteSigner signer, Draft draft) throws IOException {
    return chain.appender(signer, ChainLab.settings(++seed)).append(List.of(draft)).get(0);
  }
}
