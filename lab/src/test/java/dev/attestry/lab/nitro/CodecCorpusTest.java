package dev.attestry.lab.nitro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.lab.LabCrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The fuzz targets of the codecs and of the Nitro document start from what the lab makes. With
 * {@code -Dattestry.corpus.write=true} the files are written anew.
 */
final class CodecCorpusTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("attestry.project", ".."))
          .resolve("core/src/test/resources/dev/attestry");

  @Test
  void theCorpusIsWhatTheLabMakes() throws IOException {
    for (Map.Entry<String, Bytes> e : corpus().entrySet()) {
      Path file = RESOURCES.resolve(e.getKey());
      if (Boolean.getBoolean("attestry.corpus.write")) {
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, e.getValue().toArray());
      }
      assertThat(Bytes.of(Files.readAllBytes(file))).as(e.getKey()).isEqualTo(e.getValue());
    }
  }

  private static Map<String, Bytes> corpus() {
    Map<String, Bytes> out = new LinkedHashMap<>();
    Bytes document = NitroLab.document().signedBy(NitroLab.leaf());
    Bytes payload = NitroLab.document().payload();
    Bytes leaf = NitroLab.leaf().certificate();
    String nitro = "scheme/nitro/AttestationDocumentFuzzTestInputs/";
    out.put(nitro + "payload/enclave", payload);
    out.put(nitro + "document/enclave", document);
    out.put(nitro + "document/tpm", NitroLab.TPM.attest(NitroLab.REQUEST));
    String codec = "codec/ParserFuzzTestInputs/";
    out.put(codec + "cbor/document", payload);
    out.put(
        codec + "cbor/every-type",
        Bytes.ofHex(
            "8a1820203a000f424044010203046161" + "80a1016162d81c60f6fb3ff199999999999a9f01ff"));
    out.put(codec + "cbor/huge-length", Bytes.ofHex("5b4000000000000000aa"));
    out.put(codec + "cbor/deep", Bytes.ofHex("81".repeat(10_000)));
    out.put(codec + "coseSign1/document", document);
    out.put(
        codec + "json/every-type",
        Bytes.utf8("{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\n\"],\"b\":{}}"));
    out.put(codec + "json/duplicate", Bytes.utf8("{\"a\":1,\"\\u0061\":2}"));
    out.put(codec + "der/leaf", leaf);
    out.put(codec + "der/oid", Bytes.ofHex("06082a8648ce3d040303"));
    out.put(codec + "certificate/leaf", leaf);
    out.put(codec + "certificate/root", NitroLab.PKI.root().certificate());
    out.put(
        codec + "publicKey/p384", Bytes.of(NitroLab.PKI.root().keys().getPublic().getEncoded()));
    out.put(
        codec + "revocationList/two",
        LabCrl.of(
            NitroLab.PKI.root(),
            NitroLab.NOW,
            NitroLab.NOW.plus(Duration.ofDays(1)),
            Map.of(java.math.BigInteger.TEN, NitroLab.NOW)));
    out.put(
        codec + "pem/leaf",
        Bytes.utf8(
            "text\n-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(leaf.toArray())
                + "\n-----END CERTIFICATE-----\n"));
    return out;
  }
}
