package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {

  /** Those that are installed each by its own. */
  private static final List<String> OTHERS =
      List.of(
          "aws-lambda-rie",
          "azurite",
          "fake-gcs-server",
          "terraform-mirror",
          "moto",
          "parliament",
          "checkov");

  @TempDir private Path standIns;

  private CommandRun.Result doctor() {
    return new CommandRun(standIns)
        .with("ATTESTRY_STAND_INS", standIns.toString())
        .with("PATH", standIns.resolve("sdk/bin").toString())
        .run("doctor");
  }

  @Test
  void namesEachStandInAndTheWayToThoseThatAreNotThere() throws IOException {
    assertThat(doctor().exit()).isEqualTo(Exit.OPEN);
    assertThat(doctor().out())
        .contains("ministack")
        .contains("next: tools/get-stand-in ministack localstack");
    install("ministack");
    assertThat(doctor().out()).contains("✔  ministack").contains("tools/get-stand-in localstack");
    install("localstack");
    assertThat(doctor().exit()).isEqualTo(Exit.OPEN);
    for (String other : OTHERS) {
      install(other);
    }
    assertThat(doctor().exit()).isEqualTo(Exit.OPEN);
    assertThat(doctor().out())
        .doesNotContain("get-stand-in")
        .contains("gcloud components install pubsub-emulator");
    installEmulator();
    assertThat(doctor().exit()).isEqualTo(Exit.GOOD);
    assertThat(doctor().out()).doesNotContain("next:");
  }

  /** As a component of gcloud. */
  private void installEmulator() throws IOException {
    Path gcloud = Files.createDirectories(standIns.resolve("sdk/bin")).resolve("gcloud");
    assertThat(Files.createFile(gcloud).toFile().setExecutable(true)).isTrue();
    Files.createDirectories(standIns.resolve("sdk/platform/pubsub-emulator/lib"));
  }

  private void install(String name) throws IOException {
    Files.createFile(Files.createDirectory(standIns.resolve(name)).resolve(".ready"));
  }
}
