package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.MaaService;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * A fake of Azure Attestation's REST API (2025-06-01) for SevSnpVm, TdxVm, SgxEnclave and
 * OpenEnclave: it verifies what it is shown, and refuses it where it does not sign the hash of the
 * runtime data. Tokens are a lab service's. Any bearer token will do.
 */
public final class FakeMaa implements AutoCloseable {

  /** What a type is verified by, and what the token calls it. */
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "SevSnpVm", List.of("sev-snp", "sevsnpvm"),
          "TdxVm", List.of("tdx", "tdxvm"),
          "SgxEnclave", List.of("sgx", "sgx"),
          "OpenEnclave", List.of("sgx", "sgx"));

  private static final int OPEN_ENCLAVE_HEADER = 16;

  private final LoopbackTls tls = LoopbackTls.make();
  private final Queue<Integer> faults = new ConcurrentLinkedQueue<>();
  private final MaaService service;
  private final TrustAnchors anchors;
  private final Collateral intel;
  private final Instant now;
  private final FakeHttp http;

  private FakeMaa(MaaService service, TrustAnchors anchors, Collateral intel, Instant now)
      throws IOException {
    this.service = service;
    this.anchors = anchors;
    this.intel = intel;
    this.now = now;
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /**
   * One on a free port of the loopback.
   *
   * @param anchors by which evidence is judged
   * @param intel what quotes are judged by
   */
  public static FakeMaa start(
      MaaService service, TrustAnchors anchors, Collateral intel, Instant now) throws IOException {
    return new FakeMaa(service, anchors, intel, now);
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /** Refuses the next request that is not yet answered so. */
  public void refuse(int status) {
    faults.add(status);
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    String path = x.getRequestURI().getPath();
    Integer fault = faults.poll();
    if (fault != null) {
      refuse(x, fault, "AFakeSaysSo");
    } else if (path.equals("/certs")) {
      FakeHttp.answer(x, 200, "application/jwk-set+json", service.jwks());
    } else if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      refuse(x, 401, "Unauthorized");
    } else if (!"2025-06-01".equals(FakeHttp.query(x).get("api-version"))
        || !TYPES.containsKey(path.replace("/attest/", ""))) {
      refuse(x, 404, "NotFound");
    } else {
      attest(x, path.replace("/attest/", ""), body);
    }
  }

  private void attest(HttpExchange x, String type, Bytes body) throws IOException {
    try {
      ObjectNode ask = Json.readObject("request", body);
      Bytes runtime = url64(ask.path("runtimeData").path("data").asText());
      List<String> known = TYPES.getOrDefault(type, List.of());
      if (!ask.path("runtimeData").path("dataType").asText().equals("JSON")
          || !verified(Schemes.named(known.getFirst()).orElseThrow(), type, ask, runtime)) {
        refuse(x, 400, "AttestationFailed");
        return;
      }
      Bytes token = service.answer(known.getLast(), Json.readObject("runtime data", runtime), now);
      Bytes answer = Bytes.utf8(Json.object().put("token", token.utf8()).toString());
      FakeHttp.answer(x, 200, "application/json", answer);
    } catch (MalformedInput e) {
      refuse(x, 400, "InvalidParameter");
    }
  }

  private boolean verified(Scheme scheme, String type, ObjectNode ask, Bytes runtime)
      throws MalformedInput {
    Bytes data = Bytes.concat(HashAlgorithm.SHA256.digest(runtime), Bytes.zeros(32));
    Bytes shown = url64(ask.path(ask.has("report") ? "report" : "quote").asText());
    Collateral collateral = intel;
    if (type.equals("SevSnpVm")) {
      ObjectNode snp = Json.readObject("report", shown);
      shown = url64(snp.path("SnpReport").asText());
      collateral = chain(url64(snp.path("VcekCertChain").asText()));
    } else if (type.equals("OpenEnclave")) {
      shown = shown.slice(OPEN_ENCLAVE_HEADER, shown.length());
    }
    Evidence evidence =
        Evidence.of(scheme.mediaType(), Map.of(scheme.evidenceRoles().getFirst(), shown));
    return scheme
            .verify(
                evidence,
                VerificationInput.asGiven(now, Crypto.fastest())
                    .withExpectedNonce(data)
                    .withCollateral(collateral)
                    .withAnchors(anchors))
            .verdict()
        == Verdict.VERIFIED;
  }

  /** Leaf, intermediate and root. */
  private static Collateral chain(Bytes pem) throws MalformedInput {
    List<Bytes> certificates = Pem.blocks("chain", "CERTIFICATE", pem);
    List<String> roles = List.of("vcek", "ask", "ark");
    List<Collateral.Item> items = new ArrayList<>();
    for (int i = 0; i < Math.min(roles.size(), certificates.size()); i++) {
      items.add(new Collateral.Item(roles.get(i), certificates.get(i), "request"));
    }
    return new Collateral(items);
  }

  private static Bytes url64(String text) throws MalformedInput {
    return Base64s.decodeUrl("request", text);
  }

  private static void refuse(HttpExchange x, int status, String code) throws IOException {
    ObjectNode o = Json.object();
    o.putObject("error").put("code", code).put("message", "A fake says so.");
    FakeHttp.answer(x, status, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
