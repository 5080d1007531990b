package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.eventlog.EventLogs;
import dev.attestry.scheme.ima.ImaLogs;
import dev.attestry.scheme.tcg.Attest;
import dev.attestry.scheme.tcg.PcrSelection;
import dev.attestry.scheme.tcg.PcrValues;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One quote's checks, in the order of {@link TpmCheck}. */
final class QuoteVerifier {

  /** Below 128 bits a nonce can be searched for one that an old quote answers. */
  private static final int MIN_NONCE = 16;

  private static final String PCRS = "pcrs";

  private final AttestationKey.Cache keys;
  private final Evidence evidence;
  private final VerificationInput input;
  private final Findings f;
  private final ObjectNode claims;
  private Optional<Claims> nitro = Optional.empty();
  private Optional<PcrValues> quoted = Optional.empty();

  QuoteVerifier(
      AttestationKey.Cache keys,
      Evidence evidence,
      VerificationInput input,
      Findings findings,
      ObjectNode claims) {
    this.keys = keys;
    this.evidence = evidence;
    this.input = input;
    this.f = findings;
    this.claims = claims;
  }

  void run(Bytes attestBytes, Bytes signatureBytes) throws MalformedInput {
    Attest attest = Attest.parse(attestBytes);
    QuoteSignature signature = QuoteSignature.parse(signatureBytes, input.stated());
    f.require(
        TpmCheck.MAGIC,
        attest.magic() == Attest.TPM_GENERATED_VALUE,
        "TPM_GENERATED_VALUE",
        () -> String.format("0xff544347 expected, 0x%08x found", attest.magic()));
    // TPM 2.0 part 2 §6.9: the same key makes other attestations as well.
    if (attest.quote().isEmpty()) {
      f.fail(
          CommonCheck.KIND,
          String.format("TPM_ST_ATTEST_QUOTE 0x8018 expected, 0x%04x found", attest.type()));
    } else {
      f.pass(CommonCheck.KIND, "TPM_ST_ATTEST_QUOTE");
    }
    signature(attestBytes, signature);
    nonce(attest);
    attest.quote().ifPresent(q -> claimAttest(attest, signature));
    Clock.judge(attest, input.stated().path("previous_clock"), f);
    if (attest.quote().isPresent()) {
      registers(attest.quote().get(), signature);
    }
    if (evidence.part("hcl_report").isPresent()) {
      f.notApplicable(
          TpmCheck.HCL_REPORT, "a hardware report is judged as azure-hcl, not with the quote");
    }
  }

  /** The claims, complete. */
  void write(ObjectNode json) {
    json.setAll(claims);
    // Last: who only wants the verdict does not have them written out.
    quoted.ifPresent(v -> v.writeTo(json.withObject("/" + PCRS)));
  }

  private void signature(Bytes message, QuoteSignature signature) throws MalformedInput {
    AkProvenance provenance = new AkProvenance(keys, input, f, claims.putObject("ak"));
    Optional<SignatureAlgorithm> algorithm = signature.algorithm();
    Predicate<AttestationKey> signed =
        k -> algorithm.filter(a -> holds(a, k, signature.under(k.key()), message)).isPresent();
    Optional<AttestationKey> ak = provenance.find(evidence, signed);
    if (ak.isEmpty()) {
      f.skip(TpmCheck.SIGNATURE, "no key to check it with");
      return;
    }
    provenance.conclude(ak.get());
    nitro = provenance.nitro();
    attributes(ak.get(), signature);
    f.require(
        TpmCheck.SIGNATURE,
        signed.test(ak.get()),
        "holds under the AK, " + signature.label(),
        algorithm.isPresent()
            ? "does not hold under the AK, " + signature.label()
            : signature.label() + " is not accepted");
  }

  private boolean holds(
      SignatureAlgorithm algorithm, AttestationKey ak, Bytes signature, Bytes message) {
    if (input.crypto().verifies(algorithm, ak.key(), signature, message)) {
      return true;
    }
    // TPM 2.0 part 1, B.7: RSAPSS has a salt as long as the digest (FIPS) or as the key allows.
    return algorithm.family() == SignatureAlgorithm.Family.RSASSA_PSS
        && ak.largestSalt(algorithm.hash().length())
            .filter(
                salt ->
                    salt >= 0
                        && input.crypto().verifies(algorithm, salt, ak.key(), signature, message))
            .isPresent();
  }

  private void attributes(AttestationKey ak, QuoteSignature signature) {
    if (ak.object().isEmpty()) {
      f.skip(
          TpmCheck.AK_ATTRIBUTES,
          "the AK's TPMT_PUBLIC was not given; that it signs only what its TPM made is not shown");
      return;
    }
    TpmPublic p = ak.object().get();
    boolean kind =
        p.has(TpmPublic.RESTRICTED)
            && p.has(TpmPublic.SIGN)
            && p.has(TpmPublic.FIXED_TPM)
            && !p.has(TpmPublic.DECRYPT);
    boolean scheme =
        p.scheme() == signature.scheme()
            && TpmAlgorithm.hash(p.schemeHash()).equals(signature.hash());
    f.require(
        TpmCheck.AK_ATTRIBUTES,
        kind && scheme,
        "restricted, sign, fixedTPM, not decrypt; the scheme is the signature's",
        kind
            ? "the key's scheme is not the signature's"
            : String.format(
                "restricted, sign, fixedTPM and not decrypt expected, TPMA_OBJECT is 0x%08x",
                p.attributes()));
  }

  private void nonce(Attest attest) {
    if (input.expectedNonce().isEmpty()) {
      f.skip(CommonCheck.NONCE, "no expected nonce was given");
      return;
    }
    Bytes expected = input.expectedNonce().get();
    if (expected.isEmpty() && attest.extraData().isEmpty()) {
      f.skip(CommonCheck.NONCE, "no challenge was made: both nonces are empty");
    } else if (!attest.extraData().equals(expected)) {
      f.fail(
          CommonCheck.NONCE,
          "extraData is " + attest.extraData() + ", " + expected + " was expected");
    } else if (expected.length() < MIN_NONCE && input.profile() == Profile.FULL) {
      f.skip(CommonCheck.NONCE, "a nonce of " + expected.length() + " bytes counts as none");
    } else {
      f.pass(CommonCheck.NONCE, "extraData is the expected nonce");
    }
  }

  private void registers(Attest.Quote quote, QuoteSignature signature) throws MalformedInput {
    Optional<String> problem = quote.selection().problem();
    f.require(
        TpmCheck.PCR_SELECTION, problem.isEmpty(), quote.selection().words(), problem.orElse(""));
    if (problem.isPresent() || signature.hash().isEmpty()) {
      return;
    }
    Optional<PcrValues> values = Optional.empty();
    if (evidence.part("pcrs").isPresent()) {
      PcrValues given = PcrValues.parse(evidence.part("pcrs").get());
      values = digest(quote, signature, given);
    } else {
      f.skip(TpmCheck.PCR_DIGEST, "no PCR values were given");
    }
    values.ifPresent(v -> claims.putObject(PCRS));
    quoted = values;
    logs(values);
  }

  /** The quoted values, if they give the quote's digest. */
  private Optional<PcrValues> digest(
      Attest.Quote quote, QuoteSignature signature, PcrValues given) {
    Optional<Bytes> digest = signature.hash().flatMap(h -> given.digest(quote.selection(), h));
    if (!digest.equals(Optional.of(quote.pcrDigest()))) {
      f.fail(
          TpmCheck.PCR_DIGEST,
          digest
              .map(d -> "the values give " + d + ", the quote has " + quote.pcrDigest())
              .orElse("a quoted register has no value"));
      return Optional.empty();
    }
    f.pass(TpmCheck.PCR_DIGEST, "the values give the quote's digest");
    List<String> beyond = given.beyond(quote.selection());
    if (beyond.isEmpty()) {
      f.pass(TpmCheck.PCR_VALUES, "only quoted registers were given");
    } else {
      f.notApplicable(TpmCheck.PCR_VALUES, "ignored, since not quoted: " + beyond);
    }
    return nitro.isPresent()
        ? nitroRegisters(nitro.get(), quote.selection(), given)
        : Optional.of(beyond.isEmpty() ? given : given.quoted(quote.selection()));
  }

  /**
   * The registers that the document vouches for. Its public_key is whatever the guest asked AWS to
   * sign, a software key too: a quote by it says nothing that the document's own SHA-384 bank of
   * the same moment does not say.
   */
  private Optional<PcrValues> nitroRegisters(
      Claims document, PcrSelection quoted, PcrValues given) {
    List<String> differ = new ArrayList<>();
    SortedMap<Integer, Bytes> same = new TreeMap<>();
    for (int pcr = 0; pcr < PcrSelection.PCRS; pcr++) {
      Optional<Bytes> other = document.bytes("/pcrs/sha384/" + pcr);
      if (quoted.covers(HashAlgorithm.SHA384, pcr) && other.isPresent()) {
        if (given.get(HashAlgorithm.SHA384, pcr).equals(other)) {
          same.put(pcr, other.get());
        } else {
          differ.add("sha384:" + pcr);
        }
      }
    }
    f.require(
        TpmCheck.NITRO_DOCUMENT,
        differ.isEmpty() && !same.isEmpty(),
        same.size() + " registers are the same in quote and document; only these count",
        differ.isEmpty()
            ? "the quote covers no register of the document's SHA-384 bank"
            : "quote and document differ in " + differ);
    return same.isEmpty()
        ? Optional.empty()
        : Optional.of(PcrValues.of(Map.of(HashAlgorithm.SHA384, same)));
  }

  private void logs(Optional<PcrValues> values) {
    JsonNode stated = input.stated();
    evidence
        .part("eventlog")
        .ifPresent(
            log -> {
              if (values.isPresent()) {
                EventLogs.judge(log, values, stated.path("eventlog_covers"), f, claims);
              } else {
                f.skip(TpmCheck.EVENTLOG_COVERED, "no quoted PCR values to replay the log to");
              }
            });
    evidence
        .part("ima_log")
        .ifPresent(
            list -> {
              if (values.isPresent()) {
                PcrValues v = values.get();
                ImaLogs.judge(list, v, v, new ImaLogs.Report(stated, f, claims));
              } else {
                f.skip(TpmCheck.IMA_COVERED, "no quoted PCR values to replay the list to");
              }
            });
  }

  private void claimAttest(Attest attest, QuoteSignature signature) {
    claims.put("nonce", attest.extraData().hex());
    claims.put("qualified_signer", attest.qualifiedSigner().hex());
    claims.put("signature_algorithm", signature.label());
    claims.put("firmware_version", HexFormat.of().toHexDigits(attest.firmwareVersion()));
    Clock.claim(attest, claims.putObject("clock"));
  }
}
