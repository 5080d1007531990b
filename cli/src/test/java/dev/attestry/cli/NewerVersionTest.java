package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.chain.Genesis;
import dev.attestry.chain.Head;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose owner allowed a commit format that this program does not know. */
final class NewerVersionTest {

  @TempDir private Path folder;

  @Test
  void readersStopAndAskForAnUpgrade() throws Exception {
    CommandRun run = new CommandRun(folder).withKeptLab();
    assertThat(run.run("sweep").exit()).isZero();
    Workspace w = Workspace.open(run.terminal(), Optional.empty());
    KeyDocument.Signed next = allow(w, run, 2);
    assertThat(w.appender(run.terminal()).rotate(next)).isTrue();
    writeCommitOfVersionTwo(w, run, next);

    for (String command : List.of("sweep", "show")) {
      CommandRun.Result r = run.run(command);
      assertThat(r.err()).contains("is of format version 2", "upgrade attestry");
      assertThat(r.err().lines()).hasSize(2);
      assertThat(r.exit()).isEqualTo(2);
    }
    CommandRun.Result audit = run.run("audit");
    assertThat(audit.out() + audit.err()).contains("upgrade");
    assertThat(audit.exit()).isEqualTo(3);
  }

  private static KeyDocument.Signed allow(Workspace w, CommandRun run, long version)
      throws UserError, IOException {
    KeyDocument.Signed before = w.chain().view().keyDocument().orElseThrow();
    KeyDocument d = before.document();
    return Genesis.sign(
        new KeyDocument(d.n() + 1, before.hash(), d.keys(), version, d.seal()),
        List.of(w.home().keys().key("owner", run.terminal().random())));
  }

  /** docs/formats/chain.md: what is the same for every version, and then anything. */
  private static void writeCommitOfVersionTwo(Workspace w, CommandRun run, KeyDocument.Signed d)
      throws UserError, IOException {
    Head head = w.chain().view().head().orElseThrow();
    long k = head.commit() + 1;
    String text =
        "attestry/commit/v2 %s\ncommit %d\nprev %d %s\nkeys %d %s\nnews of the future\n"
            .formatted(
                w.settings().origin(),
                k,
                head.commit(),
                base64(head.hash()),
                d.document().n(),
                base64(d.hash()));
    NoteSigner key = w.home().keys().key("commit", run.terminal().random());
    String object = text + "\n" + key.line(Bytes.utf8(text)).encode() + "\n\nbody\n";
    Files.writeString(
        Path.of(w.bucket()).resolve("%s/commit/%03d".formatted(w.settings().shard(), k)), object);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }
}
