package dev.attestry.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.CmwJson;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the claims set of an EAR in JSON, and lists everything that its profile forbids. */
final class EarReader {

  /** One thing that is wrong. */
  record Fault(EarCheck check, String detail) {}

  private static final int MAX_SUBMODS = 1024;

  private final ObjectNode claims;
  private final List<Fault> faults = new ArrayList<>();
  private final EarProfile profile;

  private EarReader(ObjectNode claims, EarProfile profile) {
    this.claims = claims;
    this.profile = profile;
  }

  /** What was read; the result is there if nothing is wrong. */
  record Read(Optional<AttestationResult> result, List<Fault> faults) {}

  static Read read(ObjectNode claims) {
    JsonNode uri = claims.path(EarNames.PROFILE.in(EarProfile.EAR_04));
    Optional<EarProfile> profile =
        uri.isTextual() ? EarProfile.ofUri(uri.textValue()) : Optional.empty();
    if (profile.isEmpty()) {
      return new Read(
          Optional.empty(),
          List.of(new Fault(EarCheck.PROFILE, "eat_profile is none of the profiles known")));
    }
    EarReader r = new EarReader(claims, profile.get());
    AttestationResult result = r.result();
    return new Read(
        r.faults.isEmpty() ? Optional.of(result) : Optional.empty(), List.copyOf(r.faults));
  }

  private AttestationResult result() {
    SortedMap<String, AttesterAppraisal> appraisals = submods();
    AttestationResult result =
        new AttestationResult(
            profile,
            time(EarNames.ISSUED_AT).orElseGet(this::noIssuedAt),
            time(EarNames.EXPIRES_AT),
            verifierId(),
            get(claims, EarNames.STATUS).map(this::tier),
            nonces(claims),
            rawEvidence(),
            topology(appraisals),
            appraisals);
    overallStatus(result);
    return result;
  }

  /** A claim of the result or of an appraisal; null is no value. */
  private Optional<JsonNode> get(JsonNode in, EarNames name) {
    return Optional.ofNullable(in.get(name.in(profile)));
  }

  private void fault(EarCheck check, String detail) {
    faults.add(new Fault(check, detail));
  }

  /** RFC 9711 §4.3.1: NumericDate without a fraction. */
  private Optional<Instant> time(EarNames name) {
    Optional<JsonNode> n = get(claims, name);
    if (n.isEmpty()) {
      return Optional.empty();
    }
    EarCheck check = name == EarNames.ISSUED_AT ? EarCheck.ISSUED_AT : EarCheck.EXPIRY;
    JsonNode v = n.get();
    if (!v.isIntegralNumber() || !v.canConvertToLong() || v.longValue() >> 40 != 0) {
      fault(check, name.in(profile) + " must be whole seconds since 1970");
      return Optional.of(Instant.EPOCH);
    }
    return Optional.of(Instant.ofEpochSecond(v.longValue()));
  }

  private Instant noIssuedAt() {
    fault(EarCheck.ISSUED_AT, "iat is missing");
    return Instant.EPOCH;
  }

  private VerifierId verifierId() {
    JsonNode id = get(claims, EarNames.VERIFIER_ID).orElse(claims.missingNode());
    JsonNode developer = id.path(EarNames.VERIFIER_ID_MEMBERS.get(0));
    JsonNode build = id.path(EarNames.VERIFIER_ID_MEMBERS.get(1));
    if (!developer.isTextual() || !build.isTextual()) {
      fault(EarCheck.VERIFIER_ID, "the verifier id must name developer and build");
      return new VerifierId("", "");
    }
    return new VerifierId(developer.textValue(), build.textValue());
  }

  private SortedMap<String, AttesterAppraisal> submods() {
    TreeMap<String, AttesterAppraisal> out = new TreeMap<>();
    JsonNode submods = get(claims, EarNames.SUBMODS).orElse(claims.missingNode());
    if (!submods.isObject() || submods.isEmpty() || submods.size() > MAX_SUBMODS) {
      fault(EarCheck.SUBMODS, "submods must hold 1 to " + MAX_SUBMODS + " appraisals");
      return out;
    }
    for (Map.Entry<String, JsonNode> e : submods.properties()) {
      if (e.getValue() instanceof ObjectNode appraisal) {
        out.put(e.getKey(), appraisal(appraisal));
      } else {
        fault(EarCheck.SUBMODS, "an appraisal must be an object");
      }
    }
    return out;
  }

  private AttesterAppraisal appraisal(ObjectNode a) {
    Tier status = get(a, EarNames.STATUS).map(this::tier).orElseGet(this::noStatus);
    TrustVector vector =
        get(a, EarNames.TRUSTWORTHINESS_VECTOR).map(this::vector).orElse(TrustVector.EMPTY);
    // Never better than the worst claim; none makes no claim at all.
    if (status != Tier.NONE && status.compareTo(vector.tier()) < 0) {
      fault(
          EarCheck.STATUS_OF_VECTOR,
          "the status is " + status.label() + ", a claim is " + vector.tier().label());
    }
    return new AttesterAppraisal(
        status,
        vector,
        policyIds(a),
        nonces(a),
        text(a, EarNames.PROFILE),
        claims(a, EarNames.ATTESTER_CLAIMS),
        claims(a, EarNames.VERIFIER_CLAIMS));
  }

  private Tier tier(JsonNode n) {
    Optional<Tier> tier = n.isTextual() ? Tier.ofLabel(n.textValue()) : Optional.empty();
    if (tier.isEmpty()) {
      fault(EarCheck.STATUS, "the status is not a tier");
    }
    return tier.orElse(Tier.NONE);
  }

  private Tier noStatus() {
    fault(EarCheck.STATUS, EarNames.STATUS.in(profile) + " is missing in an appraisal");
    return Tier.NONE;
  }

  private TrustVector vector(JsonNode n) {
    // Draft 03 and later: non-empty. Released Go code of the older profiles writes empty ones.
    if (!n.isObject() || n.isEmpty() && !profile.dotted()) {
      fault(EarCheck.VECTOR, "the trustworthiness vector must be an object with claims");
      return TrustVector.EMPTY;
    }
    Map<TrustClaim, Integer> values = new EnumMap<>(TrustClaim.class);
    for (Map.Entry<String, JsonNode> e : n.properties()) {
      Optional<TrustClaim> claim = TrustClaim.ofLabel(e.getKey());
      JsonNode v = e.getValue();
      // A claim that nobody knows could be the bad one, so it is not passed over.
      if (claim.isEmpty() || !v.isInt() || v.intValue() < -128 || v.intValue() > 127) {
        fault(EarCheck.VECTOR, "a claim of the vector is not known or not of eight bits");
      } else {
        values.put(claim.get(), v.intValue());
      }
    }
    return new TrustVector(values);
  }

  private List<String> policyIds(ObjectNode a) {
    Optional<JsonNode> n = get(a, EarNames.POLICY_IDS);
    if (n.isEmpty()) {
      return List.of();
    }
    if (profile.dotted()) {
      if (!n.get().isTextual()
          || n.get().textValue().isEmpty()
          || n.get().textValue().length() > 4096) {
        fault(EarCheck.CLAIMS, "the appraisal policy id must be a text, not empty");
      }
      return List.of(n.get().asText());
    }
    return texts(n.get(), "appraisal policy ids", 1, 4096);
  }

  /** RFC 9711 §4.1: 8 to 88 characters, one or a list. */
  private List<String> nonces(JsonNode in) {
    Optional<JsonNode> n = get(in, EarNames.NONCE);
    if (n.isEmpty()) {
      return List.of();
    }
    List<String> out =
        n.get().isTextual() ? List.of(n.get().textValue()) : texts(n.get(), "nonces", 1, 88);
    if (out.stream().anyMatch(t -> t.length() < 8 || t.length() > 88)) {
      fault(EarCheck.CLAIMS, "a nonce has 8 to 88 characters");
    }
    return out;
  }

  private List<String> texts(JsonNode n, String what, int least, int most) {
    List<String> out = new ArrayList<>();
    if (n.isArray()) {
      n.forEach(i -> out.add(i.isTextual() ? i.textValue() : ""));
    }
    if (out.isEmpty() || out.stream().anyMatch(t -> t.length() < least || t.length() > most)) {
      fault(EarCheck.CLAIMS, what + " must be a list of texts, not empty");
    }
    return out;
  }

  private Optional<String> text(JsonNode in, EarNames name) {
    Optional<JsonNode> n = get(in, name);
    if (n.isPresent() && !n.get().isTextual()) {
      fault(EarCheck.CLAIMS, name.in(profile) + " must be a text");
      return Optional.empty();
    }
    return n.map(JsonNode::textValue);
  }

  private Claims claims(JsonNode in, EarNames name) {
    Optional<JsonNode> n = get(in, name);
    if (n.isPresent() && n.get() instanceof ObjectNode o) {
      return Claims.of(c -> c.setAll(o.deepCopy()));
    }
    if (n.isPresent()) {
      fault(EarCheck.CLAIMS, name.in(profile) + " must be an object");
    }
    return Claims.NONE;
  }

  /** Draft 04: a CMW record. Before: base64url bytes. */
  private Optional<JsonNode> rawEvidence() {
    Optional<JsonNode> n = get(claims, EarNames.RAW_EVIDENCE);
    if (n.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (profile == EarProfile.EAR_04) {
        if (!n.get().isArray()) {
          fault(EarCheck.RAW_EVIDENCE, "a CMW record expected; a collection goes into one");
        } else {
          CmwJson.read(n.get());
        }
      } else if (n.get().isTextual()) {
        Base64s.decodeUrl("ear.raw-evidence", n.get().textValue());
      } else {
        fault(EarCheck.RAW_EVIDENCE, "base64url expected");
      }
    } catch (MalformedInput e) {
      fault(EarCheck.RAW_EVIDENCE, String.valueOf(e.getMessage()));
    }
    return n;
  }

  private SortedMap<String, List<String>> topology(Map<String, AttesterAppraisal> appraisals) {
    TreeMap<String, List<String>> out = new TreeMap<>();
    Optional<JsonNode> n = get(claims, EarNames.DEVICE_TOPOLOGY);
    if (n.isEmpty()) {
      return out;
    }
    for (Map.Entry<String, JsonNode> e : n.get().properties()) {
      List<String> beneath = texts(e.getValue(), "the attesters of a topology", 1, 4096);
      if (!appraisals.containsKey(e.getKey()) || !appraisals.keySet().containsAll(beneath)) {
        fault(EarCheck.CLAIMS, "the topology names an attester that is not in submods");
      }
      out.put(e.getKey(), beneath);
    }
    if (out.isEmpty()) {
      fault(EarCheck.CLAIMS, "the topology must be an object with attesters");
    }
    return out;
  }

  private void overallStatus(AttestationResult r) {
    Tier status = r.status().orElse(Tier.NONE);
    if (status != Tier.NONE && status.compareTo(r.worstAppraisal()) < 0) {
      fault(
          EarCheck.OVERALL_STATUS,
          "the overall status is "
              + status.label()
              + ", an attester's is "
              + r.worstAppraisal().label());
    }
  }
}
