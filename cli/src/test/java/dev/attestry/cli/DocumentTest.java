package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentTest {

  @TempDir private Path folder;

  @Test
  void knowsTheLineOfEachPlace() throws Exception {
    Document d = read("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n");
    assertThat(d.json().toString()).isEqualTo("{\"a\":{\"b\":1,\"c\":[\"x\",{\"y\":2}]}}");
    assertThat(d.at("/a/c/1/y")).isEqualTo("f.yaml:5");
    assertThat(d.at("/a/c/1/missing")).isEqualTo("f.yaml:5");
    assertThat(d.at("")).isEqualTo("f.yaml:1");
  }

  @Test
  void readsJsonToo() throws Exception {
    assertThat(read("{\n \"a\": [true,\n null]}").at("/a/1")).isEqualTo("f.yaml:3");
  }

  @Test
  void refusesAKeyThatStandsTwiceBecauseReadersDisagreeOnWhichCounts() {
    assertThatThrownBy(() -> read("a: 1\na: 2\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("f.yaml:2")
        .hasMessageContaining("uplicate");
  }

  @Test
  void refusesAliasesWhichCanGrowWithoutBound() {
    assertThatThrownBy(() -> read("a: &x [1]\nb: [*x, *x]\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("f.yaml:1");
  }

  @Test
  void refusesWhatIsNotAnObjectAndWhatIsNotText() {
    assertThatThrownBy(() -> read("- a\n")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> read("a: [\n")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> read("[".repeat(10_000))).isInstanceOf(UserError.class);
  }

  private Document read(String text) throws IOException, UserError {
    Path file = folder.resolve("f.yaml");
    Files.writeString(file, text);
    return Document.read(file, "f.yaml");
  }
}
