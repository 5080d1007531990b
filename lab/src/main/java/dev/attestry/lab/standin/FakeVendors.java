package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.DcapAnswers;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.SnpGuest;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A fake of what AMD's KDS and Intel's PCS publish, by their documented paths, for machines of the
 * lab. It counts what it is asked.
 */
public final class FakeVendors implements AutoCloseable {

  private static final String KDS = "/kdsintf.amd.com/vcek/v1/";
  private static final Pattern LEVELS =
      Pattern.compile(
          "\\?blSPL=[0-9]{2,3}&snpSPL=[0-9]{2,3}&teeSPL=[0-9]{2,3}&ucodeSPL=[0-9]{2,3}");

  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final FakeHttp http;
  private int status = 200;
  private String retryAfter = "";

  private record Document(Bytes body, Map<String, String> headers) {}

  private FakeVendors() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeVendors start() throws IOException {
    return new FakeVendors();
  }

  /** Where it answers in vendors' place: documents stand under the vendor's host. */
  public URI endpoint() {
    return http.endpoint();
  }

  /** What KDS has for a guest's chip. */
  public void amd(String product, SnpGuest guest, Instant at) {
    Collateral c = guest.collateral(at);
    put(KDS + product + "/" + guest.hardwareId().hex(), c.get("vcek").orElseThrow().bytes());
    String chain =
        pem(c.get("ask").orElseThrow().bytes()) + pem(c.get("ark").orElseThrow().bytes());
    put(KDS + product + "/cert_chain", Bytes.utf8(chain));
    put(KDS + product + "/crl", c.get("crl").orElseThrow().bytes());
  }

  /** What PCS has for a platform. */
  public void intel(String tee, DcapPlatform machine, Instant now) {
    DcapAnswers answers = machine.answers(tee.toUpperCase(Locale.ROOT), now);
    String at = "/api.trustedservices.intel.com/" + tee + "/certification/v4/";
    String tcb = encoded(answers.tcbInfoIssuerChain());
    String qe = encoded(answers.qeIdentityIssuerChain());
    documents.put(
        at + "tcb?fmspc=" + DcapPlatform.FMSPC.hex(),
        new Document(answers.tcbInfo(), Map.of("TCB-Info-Issuer-Chain", tcb)));
    documents.put(
        at + "qe/identity",
        new Document(answers.qeIdentity(), Map.of("SGX-Enclave-Identity-Issuer-Chain", qe)));
    documents.put(
        "/api.trustedservices.intel.com/sgx/certification/v4/pckcrl?ca=platform&encoding=der",
        new Document(
            answers.pckCrl(),
            Map.of("SGX-PCK-CRL-Issuer-Chain", encoded(machine.platformCaChain()))));
    put("/certificates.trustedservices.intel.com/IntelSGXRootCA.der", answers.rootCaCrl());
  }

  /** What stands at this path from now on. */
  public void publish(String path, Bytes body) {
    put(path, body);
  }

  /** What has this in its path is not published. */
  public void forget(String part) {
    documents.keySet().removeIf(k -> k.contains(part));
  }

  /** From now on it answers so; 200 is as it should. */
  public synchronized void answering(int now, String after) {
    status = now;
    retryAfter = after;
  }

  /** What it was asked since it was last looked at. */
  public synchronized List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void put(String path, Bytes body) {
    documents.put(path, new Document(body, Map.of()));
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    String path = x.getRequestURI().toString();
    asked.add(path);
    Document d = documents.get(LEVELS.matcher(path).replaceFirst(""));
    if (status != 200) {
      if (!retryAfter.isEmpty()) {
        x.getResponseHeaders().set("Retry-After", retryAfter);
      }
      FakeHttp.answer(x, status, "text/plain", Bytes.utf8("A fake says so."));
    } else if (d == null) {
      FakeHttp.answer(x, 404, "text/plain", Bytes.utf8("no such document"));
    } else {
      d.headers().forEach(x.getResponseHeaders()::set);
      FakeHttp.answer(x, 200, "application/octet-stream", d.body());
    }
  }

  private static String encoded(Bytes pem) {
    return URLEncoder.encode(pem.utf8(), StandardCharsets.US_ASCII);
  }

  private static String pem(Bytes certificate) {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  @Override
  public void close() {
    http.close();
  }
}
