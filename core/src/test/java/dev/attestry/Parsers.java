package dev.attestry;

import static java.util.Map.entry;

import dev.attestry.appraisal.Policy;
import dev.attestry.chain.ChainSamples;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.CborReader;
import dev.attestry.codec.CmwJson;
import dev.attestry.codec.CoseSign1;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.JwkSet;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import dev.attestry.flow.FlowMap;
import dev.attestry.result.EarVerifier;
import dev.attestry.scheme.cms.SignedData;
import dev.attestry.scheme.tcg.Attest;
import dev.attestry.scheme.tcg.PcrValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every parser of bytes from outside, with samples that the lab made: one list, one line each. */
final class Parsers {

  /** Reads bytes, and everything in them that is read only when asked for. */
  interface Parser {
    void parse(Bytes bytes) throws MalformedInput, InvalidDocument;
  }

  record Case(String name, Parser parser, List<Bytes> samples) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String CODEC = "codec/ParserFuzzTestInputs/";

  private static final String IID = "scheme/awsiid/IdentityDocumentFuzzTestInputs/";

  private static final Map<String, Parser> OF_CORPUS =
      new LinkedHashMap<>(
          Map.ofEntries(
              entry(CODEC + "cbor", b -> CborReader.read("cbor", b)),
              entry(CODEC + "coseSign1", b -> CoseSign1.parse("cose", b)),
              entry(CODEC + "json", b -> Json.read("json", b)),
              entry(CODEC + "der", Parsers::der),
              entry(CODEC + "certificate", b -> Crypto.certificate("certificate", b)),
              entry(CODEC + "publicKey", b -> Crypto.publicKey("key", b)),
              entry(CODEC + "revocationList", b -> RevocationList.parse("crl", b)),
              entry(CODEC + "pem", b -> Pem.certificates("pem", b)),
              entry("codec/CmwJsonFuzzTestInputs/readsOrRefuses", CmwJson::read),
              entry("result/EarVerifierFuzzTestInputs/readsOrRefuses", Parsers::ear),
              entry("appraisal/PolicyFuzzTestInputs/readsOrRefuses", Policy::parse),
              entry("flow/FlowMapFuzzTestInputs/readsOrRefuses", FlowMap::parse),
              entry("scheme/tcg/AttestFuzzTestInputs/readsOrRefuses", Attest::parse),
              entry("scheme/tcg/PcrValuesFuzzTestInputs/readsOrRefuses", PcrValues::parse),
              entry(
                  "scheme/tpm/TpmPublicFuzzTestInputs/readsOrRefuses",
                  hidden("scheme.tpm.TpmPublic")),
              entry(
                  "scheme/tpm/QuoteSignatureFuzzTestInputs/readsOrRefuses",
                  hidden("scheme.tpm.QuoteSignature", "tpmt")),
              entry(
                  "scheme/eventlog/EventLogParserFuzzTestInputs/readsOrRefuses",
                  hidden("scheme.eventlog.EventLogParser")),
              entry("scheme/ima/ImaLogFuzzTestInputs/readsOrRefuses", hidden("scheme.ima.ImaLog")),
              entry(
                  "scheme/nitro/AttestationDocumentFuzzTestInputs/payload",
                  hidden("scheme.nitro.AttestationDocumentParser")),
              entry(
                  "scheme/snp/SnpReportParserFuzzTestInputs/readsOrRefuses",
                  hidden("scheme.snp.SnpReportParser")),
              entry(
                  "scheme/dcap/QuoteParserFuzzTestInputs/readsOrRefuses",
                  hidden("scheme.dcap.QuoteParser")),
              entry(CODEC + "jws", b -> CompactJws.parse("jws", b)),
              entry(CODEC + "jwkSet", b -> JwkSet.parse("jwks", b)),
              entry(
                  "scheme/cms/SignedDataFuzzTestInputs/readsOrRefuses",
                  b -> SignedData.parse("cms", b)),
              of("maa.MaaToken"),
              of("hcl.HclReportParser"),
              of("hcl.RuntimeData"),
              of("azureimds.AttestedDocument"),
              entry(IID + "pkcs7", hidden("scheme.awsiid.IdentityDocument", "pkcs7")),
              entry(IID + "document", hidden("scheme.awsiid.IdentityDocument")),
              of("gcptoken.GcpToken"),
              of("gceendorsement.GoldenMeasurement"),
              of("shieldedid.ShieldedIdentity"),
              of("shieldedlog.IntegrityEvent"),
              of("posture.Snapshot")));

  private static final String COLLATERAL =
      "scheme/dcap/CollateralParserFuzzTestInputs/readsOrRefuses";

  private Parsers() {}

  static Stream<Case> all() {
    List<Case> out = new ArrayList<>();
    OF_CORPUS.forEach((folder, parser) -> out.add(new Case(folder, parser, corpus(folder))));
    out.add(new Case("json line", b -> JsonLine.read("line", b), ChainSamples.lines()));
    out.add(collateral("tcbInfo", "tcb-info"));
    out.add(collateral("qeIdentity", "qe-identity"));
    ChainSamples.parsers()
        .forEach((name, p) -> out.add(new Case(name, p::parse, List.of(p.sample()))));
    return out.stream();
  }

  /** Small files only: what is tried grows with each byte. */
  private static List<Bytes> corpus(String folder) {
    return corpus(folder, "");
  }

  private static List<Bytes> corpus(String folder, String prefix) {
    Path dir =
        Path.of(System.getProperty("attestry.project", ".."))
            .resolve("core/src/test/resources/dev/attestry")
            .resolve(folder);
    try (Stream<Path> files = Files.list(dir)) {
      List<Bytes> out = new ArrayList<>();
      Comparator<Path> fullest =
          Comparator.<Path, Boolean>comparing(f -> !f.endsWith("full"))
              .thenComparingLong(f -> -f.toFile().length());
      for (Path f :
          files
              .filter(f -> f.toFile().length() <= 6000)
              .filter(f -> f.getFileName().toString().startsWith(prefix))
              .sorted(fullest.thenComparing(Path::toString))
              .limit(3)
              .toList()) {
        out.add(Bytes.of(Files.readAllBytes(f)));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void der(Bytes b) throws MalformedInput {
    DerReader in = DerReader.of("der", b);
    while (!in.atEnd()) {
      in.skip();
    }
    DerReader.of("der", b).oid();
  }

  private static void ear(Bytes b) {
    EarVerifier.unsigned(b, Optional.empty(), Crypto.fastest());
    EarVerifier.verify(b, Optional.empty(), Optional.empty(), Crypto.fastest());
  }

  /** A parser of a scheme with the corpus of its fuzz target. */
  private static Map.Entry<String, Parser> of(String type) {
    String corpus = "scheme/" + type.replace('.', '/') + "FuzzTestInputs/readsOrRefuses";
    return entry(corpus, hidden("scheme." + type));
  }

  private static Case collateral(String method, String samples) {
    Parser parser = hidden("scheme.dcap.CollateralParser", method);
    return new Case(method, parser, corpus(COLLATERAL, samples));
  }

  private static Parser hidden(String type) {
    return hidden(type, "parse");
  }

  /** A parser that is no business of other packages. */
  private static Parser hidden(String type, String name) {
    try {
      Method m = Class.forName("dev.attestry." + type).getDeclaredMethod(name, Bytes.class);
      m.setAccessible(true);
      return b -> {
        try {
          m.invoke(null, b);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof MalformedInput malformed) {
            throw malformed;
          }
          throw new AssertionError(type, e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type, e);
    }
  }
}
