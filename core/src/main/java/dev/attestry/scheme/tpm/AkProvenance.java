package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.nitro.NitroTpm;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the attestation key and what vouches for it: a certificate chain that ends in an anchor, a
 * NitroTPM document that names it, or a pinned key. A key that merely lies beside the evidence is
 * used, and vouched for by nothing.
 */
final class AkProvenance {

  /** What may anchor an AK chain: the clouds' vTPM roots, and a TPM vendor's that a user adds. */
  static final List<String> PURPOSES =
      List.of("gce-vtpm", "azure-vtpm", "tpm-infineon", "tpm-vendor");

  /** The kind of provenance that a document of AWS gives. */
  static final String NITRO = "nitrotpm-document";

  /** Purpose of a pinned AK. */
  static final String PINNED = "tpm-ak";

  /** tcg-kp-AIKCertificate. */
  private static final String AIK = "2.23.133.8.3";

  private final AttestationKey.Cache cache;
  private final VerificationInput input;
  private final Findings findings;
  private final ObjectNode claims;
  private final List<AttestationKey> given = new ArrayList<>();
  private final List<AttestationKey> pinned = new ArrayList<>();
  private Optional<String> vouched = Optional.empty();
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
    List<X509Certificate> certificates = new ArrayList<>(Pem.certificates("ak_chain", pem));
    Optional<Collateral.Item> issuers = input.collateral().get("ak_issuers");
    if (issuers.isPresent()) {
      certificates.addAll(Pem.certificates("ak_issuers", issuers.get().bytes()));
      findings.used(issuers.get());
    }
    // The subjectAltName names the TPM (TCG EK profile 3.2.9); no finding rests on its name.
    CertificatePath path =
        CertificatePath.of(certificates)
            .judgingOfLeaf(CertificatePath.EXTENDED_KEY_USAGE, CertificatePath.SUBJECT_ALT_NAME);
    given.add(new AttestationKey(path.leaf().getPublicKey(), Optional.empty()));
    boolean sound = judge(path);
    Optional<TrustAnchor> anchor = anchor(path.end());
    if (sound && anchor.isPresent()) {
      vouched = Optional.of("certificate-chain");
      findings.pass(
          TpmCheck.AK_PROVENANCE,
          "certificate chain to "
              + CertificatePath.name(path.end())
              + " ("
              + anchor.get().source()
              + ")");
      claims.put("root_sha256", CertificatePath.fingerprint(path.end()).hex());
    } else if (sound && pinned.isEmpty()) {
      findings.fail(
          TpmCheck.AK_PROVENANCE,
          "the chain ends in " + CertificatePath.name(path.end()) + ", which is not an anchor");
    }
  }

  /** Signatures, names and constraints are one finding, validity another. */
  private boolean judge(CertificatePath path) {
    List<String> broken = new ArrayList<>();
    List<String> outside = new ArrayList<>();
    for (CertificatePath.Step s : path.problems(input.crypto(), input.time())) {
      (s.problem() == CertificatePath.Problem.VALIDITY ? outside : broken).add(s.detail());
    }
    boolean[] usage = path.leaf().getKeyUsage();
    if (path.leaf().getBasicConstraints() >= 0 || usage != null && !usage[0]) {
      broken.add("the AK's certificate is a CA's, or not for signatures (keyUsage)");
    }
    if (forOthersOnly(path.leaf())) {
      broken.add("the AK's certificate is for other purposes only (critical extKeyUsage)");
    }
    findings.require(
        TpmCheck.AK_CHAIN,
        broken.isEmpty(),
        path.certificates().size() + " certificates, each signed by the next",
        String.join("; ", broken));
    if (input.time().isEmpty()) {
      findings.skip(TpmCheck.AK_VALIDITY, "no time of judgement was given");
    } else {
      findings.require(
          TpmCheck.AK_VALIDITY,
          outside.isEmpty(),
          "all certificates are valid at " + input.time().get(),
          String.join("; ", outside));
    }
    return broken.isEmpty() && outside.isEmpty();
  }

  /** RFC 5280 §4.2.1.12, where it is critical: TCG's tcg-kp-AIKCertificate is what we ask for. */
  private static boolean forOthersOnly(X509Certificate c) {
    try {
      return Objects.requireNonNullElse(c.getCriticalExtensionOIDs(), Set.of())
              .contains(CertificatePath.EXTENDED_KEY_USAGE)
          && !Objects.requireNonNullElse(c.getExtendedKeyUsage(), List.of()).contains(AIK);
    } catch (CertificateParsingException e) {
      return true;
    }
  }

  private Optional<TrustAnchor> anchor(X509Certificate end) {
    return PURPOSES.stream()
        .map(purpose -> input.anchors().pinning(purpose, end))
        .flatMap(Optional::stream)
        .findFirst();
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
      findings.pass(TpmCheck.AK_PROVENANCE, "pinned key " + fingerprint(ak));
    } else if (!pinned.isEmpty()) {
      findings.fail(
          TpmCheck.AK_PROVENANCE, "key " + fingerprint(ak) + " is not one that is pinned");
    }
  }

  /** What vouches for the key; called when all kinds were tried. */
  void conclude(AttestationKey ak) {
    if (vouched.isEmpty() && !findings.anyFailed()) {
      findings.skip(
          TpmCheck.AK_PROVENANCE, "nothing that is trusted vouches for key " + fingerprint(ak));
    }
    claims.put("provenance", vouched.orElse("none"));
    claims.put("key_sha256", fingerprint(ak));
    claims.put("algorithm", ak.key().getAlgorithm());
  }

  private static String fingerprint(AttestationKey ak) {
    return HashAlgorithm.SHA256.digest(Bytes.of(ak.key().getEncoded())).hex();
  }
}
