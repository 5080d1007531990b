package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A TPM 2.0 quote, with the logs that it covers.
 *
 * <p>Parts: {@code attest} (TPMS_ATTEST); {@code signature} (TPMT_SIGNATURE, or as {@code
 * signature_format} and {@code signature_hash} state: {@code rsassa-raw}, {@code rsapss-raw},
 * {@code ecdsa-der}, {@code ecdsa-raw}); the AK as {@code ak_chain} (PEM, leaf first), {@code
 * ak_tpm_public} (TPMT_PUBLIC or TPM2B_PUBLIC) or {@code ak_public} (SubjectPublicKeyInfo); {@code
 * pcrs} (JSON, bank to index to hex); {@code eventlog}; {@code ima_log}; {@code nitro_document};
 * {@code hcl_report}. Anchors: certificates of the purposes {@code gce-vtpm}, {@code azure-vtpm},
 * {@code tpm-infineon}, {@code tpm-vendor}; keys of the purpose {@code tpm-ak}. Collateral: {@code
 * ak_issuers}, certificates to go behind a chain that ends early; {@code ak_crl}, revocation lists
 * of its CAs, one or more in each item.
 *
 * <p>Claims:
 *
 * <ul>
 *   <li>{@code /pcrs/<bank>/<n>}: quoted registers only, where the values give the quote's digest.
 *   <li>{@code /nonce}; {@code /qualified_signer}; {@code /signature_algorithm}.
 *   <li>{@code /clock/clock} (ms), {@code /clock/reset_count}, {@code /clock/restart_count}, {@code
 *       /clock/safe}; {@code /firmware_version} (16 hex digits, the vendor's form).
 *   <li>{@code /ak/provenance}: {@code certificate-chain}, {@code nitrotpm-document}, {@code
 *       pinned-key} or {@code none}; {@code /ak/key_sha256} (SubjectPublicKeyInfo), {@code
 *       /ak/algorithm}, {@code /ak/root_sha256}; {@code /ak/unrevocable}: a certificate of the
 *       chain names no list, and none of its issuer was given.
 *   <li>{@code /boot/…} and {@code /ima/…} as of {@link
 *       dev.attestry.scheme.eventlog.EventLogScheme} and {@link dev.attestry.scheme.ima.ImaScheme},
 *       of quoted registers only.
 * </ul>
 */
public final class TpmScheme implements Scheme {

  /** That the key of the quote signed it: composites ask for it. */
  public static final Check SIGNATURE = TpmCheck.SIGNATURE;

  private final AttestationKey.Cache keys = new AttestationKey.Cache();

  private static final Recipe RECIPE = Recipe.of("tpm-extra-data-v1", Slot.EXTRA_DATA);

  @Override
  public String name() {
    return "tpm2-quote";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.tpm2-quote";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H3;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of(
        "attest",
        "signature",
        "ak_chain",
        "ak_tpm_public",
        "ak_public",
        "pcrs",
        "eventlog",
        "ima_log",
        "nitro_document",
        "hcl_report");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of(AkChain.ISSUERS, AkChain.CRL);
  }

  /** Its own; those of a log or document that a quote carries are their schemes'. */
  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(CommonCheck.MALFORMED, CommonCheck.KIND, CommonCheck.NONCE), TpmCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings f = Findings.of(this, input.profile());
    ObjectNode claims = Json.object();
    Optional<Bytes> attest = evidence.part("attest");
    Optional<Bytes> signature = evidence.part("signature");
    if (attest.isEmpty() || signature.isEmpty()) {
      return f.skip(CommonCheck.MALFORMED, "the parts \"attest\" and \"signature\" are needed")
          .conclude(Claims.NONE);
    }
    QuoteVerifier quote = new QuoteVerifier(keys, evidence, input, f, claims);
    try {
      quote.run(attest.get(), signature.get());
    } catch (MalformedInput e) {
      f.malformed(CommonCheck.MALFORMED, e);
    }
    boolean nitro = claims.at("/ak/provenance").asText().equals(AkProvenance.NITRO);
    Claims said = Claims.whenAsked(quote::write);
    return f.conclude(
        nitro ? EvidenceClass.H2 : EvidenceClass.H3, f.anyFailed() ? said.unverified() : said);
  }
}
