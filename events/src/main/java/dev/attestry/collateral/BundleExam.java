package dev.attestry.collateral;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonSpan;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.Refusal.Refused;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.JwkSet;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Judges documents of a bundle before they are kept: well-formed, in force, and signed under a root
 * that is trusted. Functions judge them again, by the anchors in force; who imports learns of what
 * would fail them while he can still fetch it anew.
 */
final class BundleExam {

  private static final int AMD_CHAIN = 2;
  private static final int RAW_SIGNATURE = 32;

  private final TrustAnchors anchors;
  private final Authorities authorities;
  private final Instant now;

  BundleExam(TrustAnchors anchors, Authorities authorities, Instant now) {
    this.anchors = anchors;
    this.authorities = authorities;
    this.now = now;
  }

  /** What is wrong with it comes as a refusal. */
  void judge(BundleDocument d) throws Refused {
    String purpose = d.known().purpose(d.address());
    try {
      switch (d.kind()) {
        case CERTIFICATE -> certificates(d, purpose);
        case LIST -> {
          for (RevocationList list : RevocationList.parseAll("list", d.body())) {
            authorities.require(list, purpose);
          }
        }
        case SIGNED_JSON -> signedJson(d, purpose);
        case FIXED -> endorsement(d);
        case KEYS -> keys(d);
      }
    } catch (MalformedInput e) {
      throw BundleDocument.malformed(e);
    }
  }

  private void certificates(BundleDocument d, String purpose) throws Refused, MalformedInput {
    List<X509Certificate> all = Pem.certificates("certificate", d.body());
    int expected = d.known() == KnownDocument.AMD_CHAIN ? AMD_CHAIN : 1;
    if (all.size() != expected && d.known() != KnownDocument.AUTHORITY) {
      throw new Refused(
          "it holds another number of certificates",
          Integer.toString(expected),
          Integer.toString(all.size()),
          "fetch it anew.");
    }
    for (X509Certificate c : all) {
      authorities.require(c, purpose);
    }
  }

  /** TCB info or a QE identity, with the chain of its signer, which Intel sends in a header. */
  private void signedJson(BundleDocument d, String purpose) throws Refused, MalformedInput {
    String member = d.known() == KnownDocument.INTEL_TCB ? "tcbInfo" : "enclaveIdentity";
    ObjectNode whole = Json.readObject("answer of Intel", d.body());
    Bytes body = JsonSpan.ofObject("answer of Intel", d.body(), member);
    if (d.chain().isEmpty()) {
      throw new Refused(
          "nothing shows who signed it",
          "Intel's answer with its header " + d.known().chainHeader().orElse(""),
          "the document alone",
          "keep the headers as well: \"curl -i\" or \"wget --save-headers\".");
    }
    X509Certificate signer = Pem.certificates("chain", Bytes.utf8(d.chain())).getFirst();
    authorities.require(signer, purpose);
    String hex = whole.path("signature").asText();
    boolean holds =
        hex.matches("[0-9a-fA-F]{128}")
            && authorities
                .crypto()
                .verifies(
                    SignatureAlgorithm.ECDSA_SHA256,
                    signer.getPublicKey(),
                    EcdsaSignature.derOfRaw(Bytes.ofHex(hex), RAW_SIGNATURE),
                    body);
    if (!holds) {
      throw new Refused(
          "its signature does not hold",
          "Intel's over the exact bytes",
          hex.isEmpty() ? "none" : "another one: it was altered or written anew on its way",
          "fetch it anew.");
    }
    dates(
        whole.path(member).path("issueDate").asText(),
        whole.path(member).path("nextUpdate").asText());
  }

  private void dates(String from, String until) throws Refused {
    String span = "issued " + from + ", nextUpdate " + until;
    boolean in;
    try {
      in = !now.isBefore(Instant.parse(from)) && !now.isAfter(Instant.parse(until));
    } catch (DateTimeException e) {
      in = false;
    }
    if (!in) {
      throw new Refused(
          "it has expired, or is of the future",
          "one in force at " + now,
          span,
          "fetch it anew from the vendor, and check this machine's clock.");
    }
  }

  /** Google's word on a firmware, by its own scheme. */
  private void endorsement(BundleDocument d) throws Refused {
    String[] place = d.address().split("/", -1);
    ObjectNode stated = Json.object();
    stated
        .putObject("expected")
        .put("technology", place[place.length - 2].equals("tdx") ? "tdx" : "sev-snp")
        .put("measurement", place[place.length - 1].replace(".binarypb", ""));
    Scheme scheme = Schemes.named("gce-endorsement").orElseThrow();
    Verification v =
        scheme.verify(
            Evidence.of(scheme.mediaType(), Map.of("endorsement", d.body())),
            VerificationInput.asGiven(now, authorities.crypto())
                .withAnchors(anchors)
                .withStated(stated));
    if (v.verdict() != Verdict.VERIFIED) {
      Finding first = v.first(Outcome.FAILED).or(() -> v.first(Outcome.SKIPPED)).orElseThrow();
      throw new Refused(
          "it is no endorsement that can be trusted",
          "Google's, of the firmware that its address names",
          first.check().id() + ": " + first.detail(),
          "fetch it anew; name Google's root with --anchor, it is not built in.");
    }
  }

  private static void keys(BundleDocument d) throws Refused, MalformedInput {
    if (JwkSet.parse("set of keys", d.body()).keys().isEmpty()) {
      throw new Refused(
          "it holds no key", "a JWK set with RSA keys", "an empty one", "fetch it anew.");
    }
  }
}
