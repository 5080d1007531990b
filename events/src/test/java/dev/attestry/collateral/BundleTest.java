package dev.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is read whole and bounded, from a folder or a zip. */
final class BundleTest {

  @TempDir private Path folder;

  @Test
  void aFolderAndAZipOfItAreTheSame() throws Exception {
    Path at = folder.resolve("b/kdsintf.amd.com/vcek/v1/Milan");
    Files.createDirectories(at);
    Files.writeString(at.resolve("crl"), "x");
    try (ZipOutputStream zip = zip("b.zip")) {
      zip.putNextEntry(new ZipEntry("kdsintf.amd.com/vcek/v1/Milan/"));
      zip.putNextEntry(new ZipEntry("kdsintf.amd.com/vcek/v1/Milan/crl"));
      zip.write('x');
    }
    Bundle b = Bundle.read(folder.resolve("b"));
    assertThat(b.files()).containsOnlyKeys("kdsintf.amd.com/vcek/v1/Milan/crl");
    assertThat(Bundle.read(folder.resolve("b.zip"))).isEqualTo(b);
  }

  @Test
  void itsFilesAreInTheOrderOfTheirNames() throws Exception {
    try (ZipOutputStream zip = zip("b.zip")) {
      for (int i = 40; i > 0; i--) {
        zip.putNextEntry(new ZipEntry("a/" + (100 + i)));
        zip.write('x');
      }
    }
    assertThat(Bundle.read(folder.resolve("b.zip")).files().keySet().stream().toList()).isSorted();
  }

  /** A few kilobytes that unpack to gigabytes fill the memory of whoever opens them. */
  @Test
  void aZipThatUnpacksToTooMuchIsRefused() throws Exception {
    try (ZipOutputStream zip = zip("bomb.zip")) {
      zip.putNextEntry(new ZipEntry("kdsintf.amd.com/crl"));
      zip.write(new byte[64 << 20]);
    }
    assertThat(Files.size(folder.resolve("bomb.zip"))).isLessThan(100_000);
    refused("bomb.zip", "are read");
  }

  @Test
  void tooManyFilesAreRefused() throws Exception {
    try (ZipOutputStream zip = zip("many.zip")) {
      for (int i = 0; i < 5000; i++) {
        zip.putNextEntry(new ZipEntry("a/" + i));
      }
    }
    refused("many.zip", "at most 4096 files");
  }

  /** Which of the two counts another reader would decide otherwise. */
  @Test
  void twoFilesOfOneNameAreRefused() throws Exception {
    byte[] twice;
    try (ZipOutputStream zip = zip("twice.zip")) {
      zip.putNextEntry(new ZipEntry("a/1"));
      zip.putNextEntry(new ZipEntry("a/2"));
    }
    twice = Files.readAllBytes(folder.resolve("twice.zip"));
    Bytes all = Bytes.of(twice);
    twice[all.indexOf(Bytes.utf8("a/2")) + 2] = '1';
    Files.write(folder.resolve("twice.zip"), twice);
    refused("twice.zip", "two files of one name");
  }

  @Test
  void whatIsNoBundleIsRefused() throws Exception {
    Files.writeString(folder.resolve("text"), "no zip");
    Files.createDirectories(folder.resolve("empty"));
    refused("text", "holds no files");
    refused("empty", "holds no files");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Bundle.read(folder.resolve("nowhere")));
  }

  private ZipOutputStream zip(String name) throws IOException {
    OutputStream out = Files.newOutputStream(folder.resolve(name));
    return new ZipOutputStream(out);
  }

  private void refused(String name, String why) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Bundle.read(folder.resolve(name)))
        .withMessageContaining(why);
  }
}
