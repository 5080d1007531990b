package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies real evidence through the command, as files and as case files. */
final class VerifyCommandTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("attestry.vectors", "../../shared/vectors"));

  @TempDir private Path folder;

  private Path good = Path.of("");
  private Path bad = Path.of("");

  @BeforeEach
  void find() throws IOException {
    Path snp = VECTORS.resolve("sev-snp");
    assumeTrue(Files.isDirectory(snp), "no vectors at " + snp + ", set -Dvectors.dir=…");
    good = first(snp, "valid");
    bad = first(snp, "invalid");
  }

  @Test
  void printsAPageForOneCaseWithVerdictFindingsAndWhatToDo() {
    CommandRun.Result r = new CommandRun(folder).run("verify", good.toString());
    assertThat(r.exit()).isZero();
    assertThat(r.out()).contains("✔ verified", "  passed", "  claims", "  next");
    assertThat(r.err()).isEmpty();
  }

  @Test
  void judgesAllCasesInOrderAndExitsWithTheWorst() throws IOException {
    CommandRun.Result r =
        new CommandRun(folder)
            .run("verify", "--json", good.toString(), "missing.json", bad.toString());
    List<String> lines = r.lines();
    assertThat(lines).hasSize(3);
    assertThat(json(lines.get(0)).path("verification").asText()).isEqualTo("verified");
    assertThat(json(lines.get(1)).path("verification").asText()).isEqualTo("inconclusive");
    assertThat(json(lines.get(1)).path("error").asText()).contains("no such file");
    assertThat(json(lines.get(2)).path("verification").asText()).isEqualTo("refuted");
    assertThat(json(lines.get(2)).path("case").asText()).isEqualTo(bad.toString());
    assertThat(r.exit()).isEqualTo(1);
  }

  @Test
  void anUnreadableCaseExitsWithTwoAndNamesTheField() throws IOException {
    Files.writeString(folder.resolve("c.json"), "{\"format\":\"sev-snp\",\"files\":{}}");
    CommandRun.Result r = new CommandRun(folder).run("verify", "c.json");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("c.json").contains("\"files\"");
  }

  @Test
  void verifiesOnePieceWithCollateralFromAFolder() {
    CommandRun.Result r = one("--at", at(good));
    assertThat(r.out()).contains("✔ verified");
    assertThat(r.exit()).isZero();
  }

  @Test
  void withoutCollateralItIsInconclusiveAndSaysWhatToGive() {
    CommandRun.Result r =
        new CommandRun(folder)
            .run("verify", "--format", "sev-snp", good.resolveSibling("report.bin").toString());
    assertThat(r.exit()).isEqualTo(3);
    assertThat(r.out()).contains("? inconclusive").contains("--collateral DIR");
  }

  @Test
  void aNonceThatTheEvidenceDoesNotAnswerRefutesIt() {
    assertThat(one("--at", at(good), "--nonce", "00".repeat(64)).exit()).isEqualTo(1);
  }

  @Test
  void aNonceOfTheWrongLengthIsAUsageError() {
    for (String nonce : List.of("123", "zz", "00".repeat(63), "00".repeat(513))) {
      CommandRun.Result r = one("--nonce", nonce);
      assertThat(r.exit()).as(nonce).isEqualTo(2);
      assertThat(r.err()).startsWith("attestry: --nonce");
    }
  }

  @Test
  void aTimeThatIsNoneIsAUsageErrorAndUnixSecondsAreATime() {
    assertThat(one("--at", "yesterday").exit()).isEqualTo(2);
    assertThat(one("--at", "1000000000").out()).contains("judged at 2001-09-09T01:46:40Z");
    assertThat(one("--at", "0").out()).contains("judged without a time");
  }

  @Test
  void writesTheResultAsEarClaimsInTheProfileThatIsAsked() throws IOException {
    CommandRun run = new CommandRun(folder);
    CommandRun.Result learned = run.run("policy", "learn", good.toString());
    Files.writeString(folder.resolve("learned.yaml"), learned.out());
    one("--at", at(good), "--policy", "learned.yaml", "--ear", "newest.json");
    one(
        "--at",
        at(good),
        "--policy",
        "learned.yaml",
        "--ear",
        "older.json",
        "--ear-profile",
        "veraison-2023");
    JsonNode newest = json(Files.readString(folder.resolve("newest.json")));
    assertThat(newest.path("eat_profile").asText()).isEqualTo("tag:ietf.org,2026:rats/ear#04");
    JsonNode older = json(Files.readString(folder.resolve("older.json")));
    assertThat(older.path("eat_profile").asText()).isEqualTo("tag:github.com,2023:veraison/ear");
    assertThat(older.path("submods").path("sev-snp").path("ear.status"))
        .isEqualTo(newest.path("submods").path("sev-snp").path("ear_status"));
  }

  @Test
  void earClaimsNeedAPolicyOnePieceOfEvidenceAndAProfileThatIsWritten() {
    assertThat(one("--ear", "x.json").err()).startsWith("attestry: --ear without --policy");
    CommandRun.Result cases =
        new CommandRun(folder).run("verify", "--ear", "x.json", good.toString());
    assertThat(cases.exit()).isEqualTo(2);
    assertThat(cases.err()).contains("--format");
    assertThat(folder.resolve("x.json")).doesNotExist();
  }

  private CommandRun.Result one(String... more) {
    String[] fixed = {
      "verify",
      "--format",
      "sev-snp",
      good.resolveSibling("report.bin").toString(),
      "--collateral",
      String.valueOf(good.getParent())
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return new CommandRun(folder).run(all);
  }

  private static String at(Path vector) {
    try {
      return json(Files.readString(vector)).path("verify_at").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path first(Path format, String expect) throws IOException {
    try (Stream<Path> cases = Files.list(format)) {
      for (Path c : cases.sorted().toList()) {
        Path vector = c.resolve("vector.json");
        if (json(Files.readString(vector)).path("expect").asText().equals(expect)) {
          return vector;
        }
      }
    }
    throw new IllegalStateException("no " + expect + " vector in " + format);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
