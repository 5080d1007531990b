package dev.attestry.azure.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.trust.Collateral;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request to Azure Attestation, made from what a guest answered: which kind of evidence it is is
 * seen in the evidence.
 *
 * @param type the last segment of its path
 */
record MaaRequest(String type, ObjectNode body) {

  /** Intel's quotes, header: the kind of TEE in four bytes from the fourth on. */
  private static final String TDX = "81000000";

  private static final String SGX = "00000000";

  /** AMD's chain, leaf first; of the first two a report has one. */
  private static final List<String> CHAIN = List.of("vcek", "vlek", "ask", "ark");

  /**
   * A request.
   *
   * @param runtime what the evidence signs the hash of
   */
  static MaaRequest of(Collected.Received answer, Bytes runtime) throws NoAnswer {
    Optional<Bytes> snp = answer.evidence().part("report");
    Optional<Bytes> openEnclave = answer.evidence().part("oe_report");
    Bytes quote = answer.evidence().part("quote").orElse(Bytes.EMPTY);
    ObjectNode body = Json.object();
    body.putObject("runtimeData").put("data", Base64s.encodeUrl(runtime)).put("dataType", "JSON");
    if (snp.isPresent()) {
      Bytes report = Bytes.utf8(snp(snp.get(), answer.collateral()).toString());
      return new MaaRequest("SevSnpVm", body.put("report", Base64s.encodeUrl(report)));
    }
    if (openEnclave.isPresent()) {
      return new MaaRequest(
          "OpenEnclave", body.put("report", Base64s.encodeUrl(openEnclave.get())));
    }
    String tee = quote.length() < 8 ? "" : quote.slice(4, 8).hex();
    if (!tee.equals(TDX) && !tee.equals(SGX)) {
      throw new NoAnswer(
          Reason.REFUSED, "the guest answered with nothing that Azure Attestation judges");
    }
    return new MaaRequest(
        tee.equals(TDX) ? "TdxVm" : "SgxEnclave", body.put("quote", Base64s.encodeUrl(quote)));
  }

  private static ObjectNode snp(Bytes report, Collateral certificates) throws NoAnswer {
    String chain =
        CHAIN.stream()
            .flatMap(role -> certificates.get(role).stream())
            .map(i -> pem(i.bytes()))
            .collect(Collectors.joining());
    if (chain.isEmpty()) {
      throw new NoAnswer(
          Reason.REFUSED, "the guest's report came without AMD's certificates of its key");
    }
    return Json.object()
        .put("SnpReport", Base64s.encodeUrl(report))
        .put("VcekCertChain", Base64s.encodeUrl(Bytes.utf8(chain)));
  }

  private static String pem(Bytes certificate) {
    if (certificate.length() > 0 && certificate.hex().startsWith("2d2d2d2d2d")) {
      return certificate.utf8().strip() + "\n";
    }
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }
}
