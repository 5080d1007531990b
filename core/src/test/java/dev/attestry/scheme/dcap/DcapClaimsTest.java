package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real quotes say, and the TCB status that Intel's own verifier gives them. */
final class DcapClaimsTest {

  private static final List<String> PLAIN =
      List.of(
          "quote_version",
          "tee",
          "tee_tcb_svn",
          "mr_seam",
          "mr_signer_seam",
          "seam_attributes",
          "td_attributes",
          "td_attribute_bits",
          "xfam",
          "mrtd",
          "mr_config_id",
          "mr_owner",
          "mr_owner_config",
          "rtmr0",
          "rtmr1",
          "rtmr2",
          "rtmr3",
          "tee_tcb_svn_2",
          "mr_service_td",
          "cpu_svn",
          "misc_select",
          "attributes",
          "mode64",
          "provision_key",
          "xfrm",
          "mrenclave",
          "mrsigner",
          "isv_prod_id",
          "isv_svn",
          "report_data",
          "qe");

  static Stream<Path> quotes() {
    return Stream.of("tdx", "sgx").flatMap(f -> Vectors.cases(f).stream());
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void saysWhatTheQuoteSays(Path file) throws Exception {
    JsonNode expected = Vectors.json(file).path("claims");
    Verification v = CaseFile.read(file, Crypto.fastest()).verify();
    if (v.claims().isEmpty()) {
      assertThat(expected.path("mrtd").isMissingNode()).isTrue();
      return;
    }
    if (v.verdict() == Verdict.REFUTED) {
      assertThat(v.claims().names()).toIterable().containsExactly("unverified");
    }
    JsonNode found = v.claims().said().toJson();
    for (String name : PLAIN) {
      assertThat(members(found.path(name))).as(name).isEqualTo(members(expected.path(name)));
    }
    expected
        .path("pck")
        .properties()
        .forEach(e -> assertThat(found.at("/pck/" + e.getKey())).isEqualTo(e.getValue()));
    // Invalid cases carry no TCB verdict.
    expected.path("tcb").properties().stream()
        .filter(
            e ->
                !e.getValue().isNull()
                    && !e.getKey().equals("note")) // what the collateral given does not say
        .forEach(
            e -> assertThat(found.at("/tcb/" + e.getKey())).as(e.getKey()).isEqualTo(e.getValue()));
    JsonNode number = expected.at("/collateral/tcb_info/tcb_evaluation_data_number");
    if (expected.has("tcb")) {
      assertThat(found.at("/tcb/evaluation_data_number").asLong()).isEqualTo(number.asLong());
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
}
