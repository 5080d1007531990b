package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.infra.Applied.Resource;
import dev.attestry.lab.standin.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What tools of others say: parliament of IAM's texts, checkov of the modules. */
final class CheckersTest {

  /** Where parliament is wrong about our texts, by the end of a line and why. */
  private static final List<String> KNOWN =
      List.of(
          // The text of who may take a role on has none.
          ".assume_role_policy: MALFORMED \"Statement contains neither Resource nor NotResource\"",
          // The key's ARN is compared as a text, whole.
          ": MISMATCHED_TYPE_BUT_USABLE \"Type mismatch: StringNotEquals requires a value of type"
              + " String but given Arn\"");

  @Test
  void parliamentFindsNothingInWhatIamWouldRead() throws Exception {
    Path parliament = tool("parliament");
    ObjectNode texts = Json.object();
    for (Resource r : Applied.of("examples/single-cloud", AwsTest.VARIABLES).resources()) {
      for (String argument : List.of("policy", "assume_role_policy")) {
        if (r.text(argument).startsWith("{")) {
          texts.put(r.address() + "." + argument, r.text(argument));
        }
      }
    }
    assertThat(texts.size()).isGreaterThan(20);
    // It does find something, where there is something.
    texts.put(
        "wrong",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:PutObjekt\","
            + "\"Resource\":\"arn:aws:s3:::a/*\"}]}");
    Set<String> found = new TreeSet<>();
    for (String line :
        run(parliament, texts.toString(), Applied.hook("read_policies.py")).lines().toList()) {
      // In a key's policy * is the key.
      boolean key = line.contains("aws_kms_key.") && line.contains(".policy: RESOURCE_STAR ");
      if (!line.isBlank() && !key && KNOWN.stream().noneMatch(line::endsWith)) {
        found.add(line.strip());
      }
    }
    assertThat(found).hasSize(1).allMatch(l -> l.startsWith("wrong: UNKNOWN_ACTION"));
  }

  /** Whatever checkov finds is on the list with its reason, and all on the list is found. */
  @Test
  void checkovFindsWhatItsListSaysAndNothingElse() throws Exception {
    Path checkov = tool("checkov");
    Set<String> skipped = new TreeSet<>();
    for (String line : Files.readAllLines(Terraform.PROJECT.resolve(".checkov.yaml"))) {
      if (line.startsWith("  - CKV")) {
        String[] parts = line.substring(4).split(" {2}# ", 2);
        assertThat(parts).as(line).hasSize(2);
        assertThat(parts[1]).as(line).isNotBlank();
        skipped.add(parts[0]);
      }
    }
    String said =
        run(
            checkov,
            "",
            "-m",
            "checkov.main",
            "-d",
            Terraform.SOURCES.toString(),
            "--framework",
            "terraform",
            "-o",
            "json",
            "--soft-fail",
            "--skip-download");
    JsonNode report = Applied.read(said);
    assertThat(report.at("/summary/parsing_errors").asInt(-1)).isZero();
    assertThat(report.at("/summary/passed").asInt()).isGreaterThan(100);
    Set<String> failed = new HashSet<>();
    report.at("/results/failed_checks").forEach(c -> failed.add(c.path("check_id").asText()));
    assertThat(new TreeSet<>(failed)).isEqualTo(skipped);
  }

  private static Path tool(String name) {
    assumeTrue(StandIns.missing(name).isEmpty(), () -> StandIns.missing(name).orElseThrow());
    return StandIns.installed(name).orElseThrow().resolve("bin/python");
  }

  private static String run(Path python, String input, String... arguments)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile(Path.of("target"), "tool", ".in");
    Path out = Files.createTempFile(Path.of("target"), "tool", ".out");
    Files.writeString(in, input);
    List<String> line = new ArrayList<>(List.of(python.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder b = new ProcessBuilder(line).redirectInput(in.toFile());
    // In a folder without a .checkov.yaml, which it would take.
    b.directory(Path.of("target").toFile());
    Process p =
        b.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(p.waitFor()).as(String.join(" ", line)).isZero();
    String said = Files.readString(out);
    Files.delete(in);
    Files.delete(out);
    return said;
  }
}
