package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.lab.LabBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle comes into a log by one command, which says of each document what became of it. */
final class CollateralCommandTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  /** A set of one RSA key, as an issuer publishes it. */
  private static final String KEYS =
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"e\":\"AQAB\",\"n\":\""
          + "w".repeat(342)
          + "\"}]}";

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    run = new CommandRun(folder).at(START);
    LabBundle.write(folder, START);
    assertThat(run.run("init", "--origin", "clinic.example/flows", "--bucket", "log").exit())
        .isZero();
  }

  private CommandRun.Result importing(String... more) {
    return run.run(
        Stream.concat(
                Stream.of("collateral", "import", "bundle", "--anchor", "root.pem"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aBundleIsImportedOnceAndAnAuditKnowsIt() {
    CommandRun.Result r = importing();
    assertThat(r.err()).isEmpty();
    assertThat(r.exit()).isZero();
    assertThat(r.out())
        .contains(LabBundle.AMD + "cert_chain\n", "3 imported, 0 there already, 0 refused");
    assertThat(importing().out()).contains("0 imported, 3 there already, 0 refused");
    assertThat(run.run("audit").out()).doesNotContain("not a name of this log", "audit.unknown");
  }

  @Test
  void whatIsRefusedIsSaidInFullAndKeepsNoOtherOut() throws IOException {
    run = new CommandRun(folder).at(START.plusSeconds(90 * 86_400L));
    CommandRun.Result r = importing();
    assertThat(r.exit()).isOne();
    assertThat(r.out())
        .contains(
            LabBundle.AMD + "crl\n    the list has expired",
            "    expected  one in force at 2027-02-22T12:00:00Z",
            "    found     thisUpdate 2026-",
            "    next      fetch it anew",
            "2 imported, 0 there already, 1 refused");
  }

  @Test
  void asJsonItIsOneObject() throws MalformedInput {
    JsonNode o = Json.read("out", Bytes.utf8(importing("--json").out()));
    assertThat(o.path("imported").asInt()).isEqualTo(3);
    // The chip's certificate is named by its number: before or after these two, by chance.
    assertThat(o.path("files"))
        .filteredOn(f -> f.path("outcome").asText().equals("imported"))
        .extracting(f -> f.path("file").asText())
        .contains(LabBundle.AMD + "cert_chain", LabBundle.AMD + "crl")
        .hasSize(3)
        .isSorted();
    CommandRun.Result r = run.run("collateral", "import", "bundle", "--json");
    JsonNode refused = Json.read("out", Bytes.utf8(r.out())).path("files").get(0);
    assertThat(r.exit()).isOne();
    for (String field : List.of("problem", "expected", "found", "next")) {
      assertThat(refused.path(field).asText()).isNotEmpty();
    }
  }

  /** The lab's root is nobody's but the lab's. */
  @Test
  void withoutItsAnchorNothingOfTheLabIsTaken() throws IOException {
    CommandRun.Result r = run.run("collateral", "import", "bundle");
    assertThat(r.exit()).isOne();
    assertThat(r.out()).contains("is under no root that is trusted", "0 imported");
    assertThat(folder.resolve("log/2026/collateral")).doesNotExist();
  }

  /** Nobody signs a set of keys: who may write to the log does, by its policy key. */
  @Test
  void aSetOfKeysTakesThePolicyKeyOfTheLog() throws IOException {
    Path at = Files.createDirectories(folder.resolve("bundle/tenant.weu.attest.azure.net"));
    Files.writeString(at.resolve("certs"), KEYS);
    CommandRun other = new CommandRun(folder).at(START).with("ATTESTRY_HOME", "other");
    CommandRun.Result r = other.run("collateral", "import", "bundle", "--bucket", "log");
    assertThat(r.out()).contains("somebody must vouch for it", "none in this home");
    assertThat(r.exit()).isOne();
    assertThat(importing().out())
        .contains("good until 2026-12-24T12:00:00Z  tenant.weu.attest.azure.net/certs");
  }

  @Test
  void whatIsNoBundleOrNoLogIsAnErrorAndWritesNothing() throws IOException {
    refused("no such file", "collateral", "import", "nowhere");
    Files.createDirectories(folder.resolve("empty"));
    refused("holds no files", "collateral", "import", "empty");
    refused("there is no bucket", "collateral", "import", "bundle", "--bucket", "nowhere");
    refused("no store for s3://", "collateral", "import", "bundle", "--bucket", "s3://b");
    refused("--format", "collateral", "addresses", "root.pem");
  }

  @Test
  void whatEvidenceNeedsIsPrintedWithoutAsking() throws IOException {
    Files.writeString(folder.resolve("token"), "no token");
    CommandRun.Result none = run.run("collateral", "addresses", "--format", "maa-jwt", "token");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no vendor publishes anything for this maa-jwt");
  }

  private void refused(String words, String... args) {
    CommandRun.Result r = run.run(args);
    assertThat(r.err()).contains(words).doesNotContain("\tat ", "internal error");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
  }
}
