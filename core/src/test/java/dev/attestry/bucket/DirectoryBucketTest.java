package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryBucketTest extends BucketContract {

  @TempDir Path temp;

  private Path root() {
    return temp.resolve("bucket");
  }

  @Override
  protected Bucket newBucket() throws IOException {
    return DirectoryBucket.create(root());
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return DirectoryBucket.open(root());
  }

  @Override
  protected void breakStore(Bucket bucket) throws IOException {
    Files.move(root(), temp.resolve("unmounted"));
  }

  @Test
  void refusesToOpenWhatIsNotThereSoThatAMistypedPathIsNoNewBucket() {
    assertThatThrownBy(() -> DirectoryBucket.open(temp.resolve("mistyped")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void doesNotShowTheTemporaryFileThatACrashLeft() throws IOException {
    Bucket b = newBucket();
    b.create(ObjectName.of("a"), Bytes.utf8("a"));
    Files.writeString(root().resolve(".tmp").resolve("77-1"), "half a com");
    assertThat(list(b)).containsExactly("a");
    assertThat(b.create(ObjectName.of("b"), Bytes.utf8("b")))
        .isEqualTo(new CreateOutcome.Created());
    assertThat(list(b)).containsExactly("a", "b");
  }

  @Test
  void leavesNoTemporaryFileBehindWhetherItWinsOrLoses() throws IOException {
    Bucket b = newBucket();
    b.create(ObjectName.of("a"), Bytes.utf8("a"));
    b.create(ObjectName.of("a"), Bytes.utf8("a"));
    try (Stream<Path> s = Files.list(root().resolve(".tmp"))) {
      assertThat(s).isEmpty();
    }
  }

  @Test
  void followsNoSymbolicLinkThatWasPlantedForAnObject() throws IOException {
    Bucket b = newBucket();
    Path secret = Files.writeString(temp.resolve("secret"), "outside");
    Files.createSymbolicLink(root().resolve("planted"), secret);
    assertThat(b.read(ObjectName.of("planted"))).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThat(b.create(ObjectName.of("planted"), Bytes.EMPTY))
        .isEqualTo(new CreateOutcome.AlreadyThere());
  }

  @Test
  void saysUnreadableOfAFolderWhereAnObjectIsExpected() throws IOException {
    Bucket b = newBucket();
    Files.createDirectories(root().resolve("commit/000"));
    assertThat(b.read(ObjectName.of("commit/000"))).isInstanceOf(ReadOutcome.Unreadable.class);
  }

  @Test
  void ignoresFilesWhoseNamesNoObjectHas() throws IOException {
    Bucket b = newBucket();
    Files.writeString(root().resolve("README.txt"), "not ours");
    Files.writeString(root().resolve("a b"), "not ours");
    assertThat(list(b)).isEmpty();
  }

  private static List<String> list(Bucket b) throws IOException {
    try (Stream<ObjectName> s = b.list("")) {
      return s.map(ObjectName::value).toList();
    }
  }
}
