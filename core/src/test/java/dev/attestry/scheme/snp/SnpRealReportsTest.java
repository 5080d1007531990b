package dev.attestry.scheme.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Providers;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every real report gets its verdict, for its reason, with the same claims, by every provider. */
final class SnpRealReportsTest {

  private static final Map<String, String> CHECKS =
      Map.ofEntries(
          Map.entry("snp.length", "sev-snp.report-length"),
          Map.entry("snp.version", "sev-snp.report-version"),
          Map.entry("snp.key_kind", "sev-snp.signing-key"),
          Map.entry("snp.endorsement_present", "sev-snp.endorsement-present"),
          Map.entry("snp.leaf_signed_by_ask", "sev-snp.leaf-signature"),
          Map.entry("snp.validity", "sev-snp.validity"),
          Map.entry("snp.crl_fresh", "sev-snp.crl-fresh"),
          Map.entry("snp.report_signature", "sev-snp.report-signature"),
          Map.entry("snp.tcb_matches_cert", "sev-snp.tcb-matches-certificate"),
          Map.entry("snp.product_matches", "sev-snp.product"),
          Map.entry("snp.chip_id_matches_cert", "sev-snp.chip-id"));

  /** What else is wrong where a chain is of another product or a report was raised by hand. */
  private static final Set<String> CONSEQUENCES =
      Set.of("sev-snp.signing-key", "sev-snp.chain-form");

  static List<Path> reports() {
    return Vectors.cases("sev-snp");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void failsTheChecksThatFailAndNoOthers(Path file) throws Exception {
    ObjectNode vector = Vectors.json(file);
    Verification v = CaseFile.read(file, Crypto.fastest()).verify();
    List<String> failed = failed(v);
    if (vector.path("expect").asText().equals("valid")) {
      assertThat(failed).isEmpty();
      assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    } else {
      assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
      List<String> expected =
          vector.path("failing_checks").valueStream().map(n -> CHECKS.get(n.asText())).toList();
      // Unread bytes fail nothing more; a wrong chain also ends at no anchor or has no right names.
      assertThat(failed).containsAnyElementsOf(expected);
      failed.removeAll(expected);
      assertThat(CONSEQUENCES).containsAll(failed);
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void saysWhatTheReportSays(Path file) throws Exception {
    JsonNode expected = Vectors.json(file).path("claims");
    Verification v = CaseFile.read(file, Crypto.fastest()).verify();
    if (v.claims().isEmpty()) {
      return; // unread, as the other test shows
    }
    if (v.verdict() == Verdict.REFUTED) {
      assertThat(v.claims().names()).toIterable().containsExactly("unverified");
    }
    JsonNode found = v.claims().said().toJson();
    for (String name :
        List.of(
            "version",
            "measurement",
            "report_data",
            "host_data",
            "vmpl",
            "guest_svn",
            "policy",
            "platform_info",
            "family_id",
            "image_id",
            "id_key_digest",
            "author_key_digest",
            "report_id",
            "report_id_ma",
            "chip_id",
            "cpuid",
            "current_version",
            "committed_version",
            "launch_mit_vector",
            "current_mit_vector",
            "signing_key",
            "author_key_en",
            "mask_chip_key")) {
      assertThat(members(found.path(name))).as(name).isEqualTo(members(expected.path(name)));
    }
    for (String name : List.of("current", "reported", "committed", "launch")) {
      assertThat(members(found.path("tcb").path(name)))
          .isEqualTo(members(expected.path(name + "_tcb")));
    }
    assertThat(found.path("csp_id")).isEqualTo(expected.path("endorsement").path("csp_id"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void everyProviderFindsTheSame(Path file) throws Exception {
    List<Finding> jdk = CaseFile.read(file, Crypto.jdk()).verify().findings();
    for (Crypto crypto : Providers.besideTheJdk()) {
      assertThat(CaseFile.read(file, crypto).verify().findings()).as(crypto.name()).isEqualTo(jdk);
    }
  }

  private static Map<String, String> members(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.properties().forEach(e -> out.put(e.getKey(), e.getValue().toString()));
    if (!node.isObject()) {
      out.put("", node.toString());
    }
    return out;
  }

  private static List<String> failed(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(f -> f.check().id())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
