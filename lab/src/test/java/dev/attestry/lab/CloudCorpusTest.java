package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The fuzz targets of the clouds' formats start from what the lab makes. With {@code
 * -Dattestry.corpus.write=true} the files are written anew.
 */
final class CloudCorpusTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("attestry.project", ".."))
          .resolve("core/src/test/resources/dev/attestry");

  @Test
  void theCorpusIsWhatTheLabMakes() throws IOException, MalformedInput {
    for (Map.Entry<String, Bytes> e : corpus().entrySet()) {
      Path file = RESOURCES.resolve(e.getKey());
      if (Boolean.getBoolean("attestry.corpus.write")) {
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, e.getValue().toArray());
      }
      assertThat(Bytes.of(Files.readAllBytes(file))).as(e.getKey()).isEqualTo(e.getValue());
    }
  }

  private static Map<String, Bytes> corpus() throws MalformedInput {
    Map<String, Bytes> out = new LinkedHashMap<>();
    String codec = "codec/ParserFuzzTestInputs/";
    Bytes maa = CloudLab.maa().part("token");
    out.put(
        codec + "jws/rs256",
        CloudLab.google("", CloudLab.GOOGLE.oidc(Bytes.EMPTY, "a", "b", CloudLab.NOW))
            .part("token"));
    out.put(codec + "jwkSet/numbers", LabToken.jwks(LabToken.jwk("a", CloudLab.MAA.key())));
    out.put(codec + "jwkSet/certificate", CloudLab.MAA.jwks());
    put(out, "maa/MaaToken", "snp-vm", maa);
    put(out, "hcl/HclReportParser", "snp", CloudLab.hcl("snp", CloudLab.SNP_VM).part("hcl_report"));
    put(out, "hcl/HclReportParser", "tdx", CloudLab.hcl("tdx", CloudLab.TDX_VM).part("hcl_report"));
    put(out, "hcl/RuntimeData", "two-keys", CloudLab.SNP_VM.runtimeData());
    Bytes attested = CloudLab.imds().part("attested");
    put(out, "azureimds/AttestedDocument", "bare", attested);
    put(
        out,
        "cms/SignedData",
        "bare",
        Base64s.decode(
            "attested", Json.readObject("attested", attested).path("signature").asText()));
    put(out, "cms/SignedData", "attributes", CloudLab.EC2.cms(CloudLab.EC2.document()).der());
    out.put(
        "scheme/awsiid/IdentityDocumentFuzzTestInputs/pkcs7/rsa2048",
        CloudLab.EC2.evidence().part("pkcs7").orElseThrow());
    out.put("scheme/awsiid/IdentityDocumentFuzzTestInputs/document/json", CloudLab.EC2.document());
    put(
        out,
        "gcptoken/GcpToken",
        "pki",
        CloudLab.GOOGLE
            .pki(CloudLab.HEX_NONCE, "a", "b", CloudLab.NOW)
            .part("token")
            .orElseThrow());
    put(
        out,
        "gcptoken/GcpToken",
        "identity",
        CloudLab.GOOGLE.identity(CloudLab.NONCE, "a", CloudLab.NOW).part("token").orElseThrow());
    put(out, "gceendorsement/GoldenMeasurement", "both", CloudLab.ENDORSER.golden("firmware 1"));
    put(out, "shieldedid/ShieldedIdentity", "p256", CloudLab.identity().part("identity"));
    put(out, "shieldedlog/IntegrityEvent", "late-boot", CloudLab.log(List.of(4)).part("entry"));
    put(
        out,
        "posture/Snapshot",
        "bucket",
        LabPosture.of("b", "")
            .evidence(CloudLab.HEX_NONCE, CloudLab.NOW)
            .part("snapshot")
            .orElseThrow());
    return out;
  }

  private static void put(Map<String, Bytes> out, String target, String name, Bytes bytes) {
    out.put("scheme/" + target + "FuzzTestInputs/readsOrRefuses/" + name, bytes);
  }
}
