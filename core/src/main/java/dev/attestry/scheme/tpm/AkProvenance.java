package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.nitro.NitroTpm;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the attestation key and what vouches for it: a certificate chain that ends in an anchor, a
 * NitroTPM document that names it, or a pinned key. A key that merely lies beside the evidence is
 * used, and vouched for by nothing.
 */
final class AkProvenance {

  /** The kind of provenance that a document of AWS gives. */
  static final String NITRO = "nitrotpm-document";

  /** Purpose of a pinned AK. */
  static final String PINNED = "tpm-ak";

  private final AttestationKey.Cache cache;
  private final VerificationInput input;
  private final Findings findings;
  private final ObjectNode claims;
  private final List<AttestationKey> given = new ArrayList<>();
  private final List<AttestationKey> pinned = new ArrayList<>();
  private Optional<String> vouched = Optional.empty();
  private boolean unrevocable = false;
  private Optional<Claims> nitro = Optional.empty();

  AkProvenance(
      AttestationKey.Cache cache, VerificationInput input, Findings findings, ObjectNode claims) {
    this.cache = cache;
    this.input = input;
    this.findings = findings;
    this.claims = claims;
  }

  /**
   * The key to verify the quote with; empty if none was given. Where the evidence brings none, it
   * is the pinned one that signed.
   */
  Optional<AttestationKey> find(Evidence evidence, Predicate<AttestationKey> signed)
      throws MalformedInput {
    for (TrustAnchor.Material m : input.anchors().material(PINNED, "ak_tpm_public", "ak_public")) {
      pinned.add(read(m.role(), m.bytes()));
    }
    for (String role : List.of("ak_tpm_public", "ak_public")) {
      if (evidence.part(role).isPresent()) {
        given.add(read(role, evidence.part(role).get()));
      }
    }
    if (evidence.part("ak_chain").isPresent()) {
      chain(evidence.part("ak_chain").get());
    }
    Optional<AttestationKey> found =
        given.stream()
            .findFirst()
            .or(() -> pinned.size() < 2 ? Optional.empty() : one(pinned, signed))
            .or(() -> pinned.stream().findFirst());
    if (found.isEmpty()) {
      findings.skip(TpmCheck.AK_PROVENANCE, "no attestation key was given");
      return found;
    }
    AttestationKey ak = found.get();
    consistent(ak);
    if (evidence.part("nitro_document").isPresent()) {
      nitro(evidence.part("nitro_document").get(), ak);
    }
    pinned(ak);
    return found;
  }

  private static Optional<AttestationKey> one(
      List<AttestationKey> keys, Predicate<AttestationKey> signed) {
    return keys.stream().filter(signed).findFirst();
  }

  private AttestationKey read(String role, Bytes bytes) throws MalformedInput {
    return role.equals("ak_public") ? cache.ofPublic(bytes) : cache.ofTpmPublic(bytes);
  }

  private void chain(Bytes pem) throws MalformedInput {
    AkChain chain = AkChain.judge(pem, input, findings);
    X509Certificate end = chain.path().end();
    given.add(new AttestationKey(chain.path().leaf().getPublicKey(), Optional.empty()));
    unrevocable = chain.unrevocable();
    if (chain.sound() && chain.anchor().isPresent()) {
      vouched = Optional.of("certificate-chain");
      findings.pass(
          TpmCheck.AK_PROVENANCE,
          "certificate chain to "
              + CertificatePath.name(end)
              + " ("
              + chain.anchor().get().source()
              + ")");
      claims.put("root_sha256", CertificatePath.fingerprint(end).hex());
    } else if (chain.sound() && pinned.isEmpty()) {
      findings.fail(
          TpmCheck.AK_PROVENANCE,
          "the chain ends in " + CertificatePath.name(end) + ", which is not an anchor");
    }
  }

  /** CVE-2021-3406, CVE-2022-1053: a certificate of one TPM beside the key of another. */
  private void consistent(AttestationKey ak) {
    if (given.size() > 1) {
      findings.require(
          TpmCheck.AK_CONSISTENT,
          given.stream().allMatch(k -> k.sameKey(ak.key())),
          "the AK is the same key in all " + given.size() + " forms that were given",
          "the AK was given in several forms, which are not the same key");
    }
  }

  /** AWS signs the document; the AK stands in its public_key, put there by whoever asked for it. */
  private void nitro(Bytes document, AttestationKey ak) {
    Scheme scheme = new NitroTpm();
    Verification v =
        scheme.verify(Evidence.of(scheme.mediaType(), Map.of("document", document)), input);
    findings.include(v);
    nitro = Optional.of(v.claims());
    boolean named = v.claims().bytes("/public_key").filter(ak::isEncodedAs).isPresent();
    if (v.verdict() == Verdict.VERIFIED && named) {
      vouched = Optional.of(NITRO);
      findings.pass(TpmCheck.AK_PROVENANCE, "NitroTPM document whose public_key is the AK");
    } else if (!named) {
      findings.fail(TpmCheck.AK_PROVENANCE, "the NitroTPM document's public_key is not the AK");
    }
  }

  /** What a NitroTPM document beside the quote says. */
  Optional<Claims> nitro() {
    return nitro;
  }

  private void pinned(AttestationKey ak) {
    if (vouched.isPresent()) {
      return;
    }
    boolean is = pinned.stream().anyMatch(k -> k.sameKey(ak.key()));
    if (is) {
      vouched = Optional.of("pinned-key");
      findings.pass(TpmCheck.AK_PROVENANCE, "pinned key " + ak.sha256());
    } else if (!pinned.isEmpty()) {
      findings.fail(TpmCheck.AK_PROVENANCE, "key " + ak.sha256() + " is not one that is pinned");
    }
  }

  /** What vouches for the key; called when all kinds were tried. */
  void conclude(AttestationKey ak) {
    if (vouched.isEmpty() && !findings.anyFailed()) {
      findings.skip(
          TpmCheck.AK_PROVENANCE, "nothing that is trusted vouches for key " + ak.sha256());
    }
    claims.put("provenance", vouched.orElse("none"));
    claims.put("unrevocable", unrevocable && vouched.equals(Optional.of("certificate-chain")));
    claims.put("key_sha256", ak.sha256());
    claims.put("algorithm", ak.key().getAlgorithm());
  }
}
