package dev.attestry.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.evidence.Claims;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An EAT Attestation Result (EAR). Times are whole seconds.
 *
 * @param status the overall tier, where the verifier gives one
 * @param nonces what relying parties asked to have in it
 * @param rawEvidence the evidence itself, as the profile carries it
 * @param topology attester to the attesters beneath it, by their names in {@code appraisals}
 * @param appraisals at least one, by attester
 */
public record AttestationResult(
    EarProfile profile,
    Instant issuedAt,
    Optional<Instant> expiresAt,
    VerifierId verifier,
    Optional<Tier> status,
    List<String> nonces,
    Optional<JsonNode> rawEvidence,
    SortedMap<String, List<String>> topology,
    SortedMap<String, AttesterAppraisal> appraisals) {

  /** Who appraised: a developer (a URI) and a build. */
  public record VerifierId(String developer, String build) {}

  /**
   * What the result says about one attester.
   *
   * @param policyIds in the order in which they were applied
   * @param evidenceProfile profile of the evidence
   * @param attesterClaims with the attester's authority, normalised
   * @param verifierClaims what the verifier adds: checks made, collateral used
   */
  public record AttesterAppraisal(
      Tier status,
      TrustVector vector,
      List<String> policyIds,
      List<String> nonces,
      Optional<String> evidenceProfile,
      Claims attesterClaims,
      Claims verifierClaims) {

    public AttesterAppraisal {
      policyIds = List.copyOf(policyIds);
      nonces = List.copyOf(nonces);
    }

    /** A status with its vector under some policies, and nothing else. */
    public static AttesterAppraisal of(Tier status, TrustVector vector, List<String> policyIds) {
      return new AttesterAppraisal(
          status, vector, policyIds, List.of(), Optional.empty(), Claims.NONE, Claims.NONE);
    }
  }

  public AttestationResult {
    nonces = List.copyOf(nonces);
    topology = Collections.unmodifiableSortedMap(new TreeMap<>(topology));
    appraisals = Collections.unmodifiableSortedMap(new TreeMap<>(appraisals));
  }

  /** A result in the newest profile, without what is optional. */
  public static AttestationResult of(
      Instant issuedAt, VerifierId verifier, Map<String, AttesterAppraisal> appraisals) {
    return new AttestationResult(
        EarProfile.EAR_04,
        issuedAt,
        Optional.empty(),
        verifier,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(appraisals));
  }

  /** The worst status of all attesters. */
  public Tier worstAppraisal() {
    return appraisals.values().stream()
        .map(AttesterAppraisal::status)
        .reduce(Tier.NONE, Tier::worse);
  }
}
