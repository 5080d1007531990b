package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.scheme.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of the corpus gets the verdict that it carries, for the reason that it carries: the
 * finding ids that may answer a failing check stand in docs/vector-checks.json.
 */
final class VectorsTest {

  private static final Map<String, String> WANT =
      Map.of("valid", "verified", "invalid", "refuted", "unverifiable", "inconclusive");

  /**
   * Our own forms, of which nobody publishes any; composites are made of formats that have some.
   */
  private static final Set<String> OURS =
      Set.of("posture", "azure-cvm", "gce-shielded-vm", "gce-sev-snp", "gce-tdx");

  static Stream<String> formats() {
    return Schemes.all().stream().map(Scheme::name).filter(n -> !OURS.contains(n));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void judgesEveryCaseOfTheFormatAsTheCorpusDoes(String format) throws IOException, MalformedInput {
    Map<String, List<String>> reasons = reasons();
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Path file : Vectors.cases(format)) {
      ObjectNode expected = Vectors.json(file);
      if (!expected.has("expect")) {
        continue;
      }
      tried++;
      Verification v = CaseFile.read(file, Crypto.fastest()).verify();
      problem(v, expected, reasons)
          .ifPresent(p -> wrong.add(file.getParent().getFileName() + ": " + p));
    }
    System.out.printf("%-22s tried %4d  wrong %4d%n", format, tried, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(tried).isPositive();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void judgesEveryCaseAlikeWithEveryProvider(String format) throws IOException, MalformedInput {
    List<Crypto> others = Providers.besideTheJdk();
    for (Path file : Vectors.cases(format)) {
      Verification jdk = CaseFile.read(file, Crypto.jdk()).verify();
      for (Crypto other : others) {
        assertThat(CaseFile.read(file, other).verify().findings())
            .as(file + " with " + other.name())
            .isEqualTo(jdk.findings());
      }
    }
  }

  /** An id that answered every failing check would make the comparison of reasons worthless. */
  @Test
  void noFindingAnswersMoreThanThreeFailingChecks() throws IOException, MalformedInput {
    Map<String, Integer> serves = new HashMap<>();
    reasons().values().forEach(ids -> ids.forEach(id -> serves.merge(id, 1, Integer::sum)));
    serves
        .keySet()
        .removeIf(id -> id.contains("malformed") || id.contains("parse") || serves.get(id) <= 3);
    assertThat(serves).isEmpty();
  }

  @Test
  void noFailingCheckIsAnsweredByMoreThanThreeFindings() throws IOException, MalformedInput {
    reasons().forEach((check, ids) -> assertThat(ids).as(check).hasSizeBetween(1, 3));
  }

  @Test
  void everyReasonIsACheckOfARegisteredScheme() throws IOException, MalformedInput {
    List<String> known =
        Schemes.all().stream().flatMap(s -> s.checks().stream()).map(c -> c.id()).toList();
    reasons().values().forEach(ids -> assertThat(known).containsAll(ids));
    assertThat(Schemes.all())
        .allSatisfy(s -> assertThat(s.checks()).extracting(c -> c.id()).doesNotHaveDuplicates());
  }

  private static Optional<String> problem(
      Verification v, ObjectNode expected, Map<String, List<String>> reasons) {
    String got = v.verdict().label();
    String want = WANT.get(expected.get("expect").textValue());
    List<String> failed =
        v.findings().stream()
            .filter(f -> f.outcome() == Outcome.FAILED)
            .map(Finding::check)
            .map(c -> c.id())
            .toList();
    if (texts(expected.path("also_right")).contains(got)) {
      return Optional.empty();
    }
    if (!got.equals(want)) {
      return Optional.of(
          got + " instead of " + want + " " + expected.path("why") + "\n" + v.findings());
    }
    List<String> allowed =
        Stream.concat(
                texts(expected.path("failing_checks")).stream(),
                texts(expected.path("also_failing_checks")).stream())
            .flatMap(c -> reasons.getOrDefault(c, List.of()).stream())
            .toList();
    boolean reasonStated = !expected.path("failing_checks").isEmpty();
    return want.equals("refuted") && reasonStated && failed.stream().noneMatch(allowed::contains)
        ? Optional.of("refuted by " + failed + ", expected " + expected.get("failing_checks"))
        : Optional.empty();
  }

  private static Map<String, List<String>> reasons() throws IOException, MalformedInput {
    Path file =
        Path.of(System.getProperty("attestry.project", "..")).resolve("docs/vector-checks.json");
    Map<String, List<String>> out = new HashMap<>();
    Json.readObject("vector-checks.json", Bytes.of(Files.readAllBytes(file)))
        .properties()
        .forEach(e -> out.put(e.getKey(), texts(e.getValue())));
    return out;
  }

  private static List<String> texts(JsonNode array) {
    List<String> out = new ArrayList<>();
    array.forEach(t -> out.add(t.textValue()));
    return out;
  }
}
