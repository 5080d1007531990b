package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Where there are no stand-ins of the providers: what is tried, and what is never done. */
final class ProvidersTest {

  @TempDir private Path folder;

  @Test
  void withoutStandInsAndRegistryTheTestsAreSkippedAndSayWhy() throws IOException {
    // Nobody listens there.
    Path nowhere =
        Files.writeString(
            folder.resolve("rc"),
            """
            provider_installation {
              network_mirror {
                url = "https://127.0.0.1:1/"
              }
            }
            """);
    assertThatThrownBy(() -> Providers.real(Map.of("TF_CLI_CONFIG_FILE", nowhere.toString())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no stand-in terraform-mirror")
        .hasMessageContaining("terraform init")
        .hasMessageContaining("hashicorp/azuread");
  }

  /** An apply by somebody's own credentials would make all of it, and be paid for. */
  @Test
  void withTheProvidersThemselvesNothingIsAskedOfACloud() {
    Terraform real = new Terraform(folder, new Providers(Map.of(), true), Map.of());
    for (String command : List.of("apply", "plan", "destroy", "import", "refresh", "console")) {
      assertThatThrownBy(() -> real.run(".", command))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(command)
          .hasMessageContaining("only");
    }
    Terraform standIns = new Terraform(folder, new Providers(Map.of(), false), Map.of());
    assertThat(standIns.providers().real()).isFalse();
    standIns.providers().permit("apply");
  }
}
