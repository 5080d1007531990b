package dev.attestry.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.evidence.Claims;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import java.util.List;
import java.util.function.UnaryOperator;

/** Between attestation results and the JSON of EAR: reads every profile, writes the newest. */
public final class EarCodec {

  private EarCodec() {}

  /** Media type of a signed result in a profile. */
  public static String mediaType(EarProfile profile) {
    return EarNames.MEDIA_TYPE + "; eat_profile=\"" + profile.uri() + "\"";
  }

  /** Reads a claims set. That it is well formed says nothing about who made it. */
  public static AttestationResult read(ObjectNode claims) throws MalformedInput {
    EarReader.Read read = EarReader.read(claims);
    if (read.result().isEmpty()) {
      EarReader.Fault first = read.faults().get(0);
      throw new MalformedInput("EAR", -1, first.check().id() + ": " + first.detail());
    }
    return read.result().get();
  }

  /**
   * The claims set, in draft 04 whatever profile the result was read in.
   *
   * @throws IllegalArgumentException if a status is better than what it sums up
   */
  public static ObjectNode write(AttestationResult r) {
    ObjectNode o = Json.object();
    put(o, EarNames.PROFILE, EarProfile.EAR_04.uri());
    o.put(name(EarNames.ISSUED_AT), r.issuedAt().getEpochSecond());
    r.expiresAt().ifPresent(t -> o.put(name(EarNames.EXPIRES_AT), t.getEpochSecond()));
    ObjectNode id = o.putObject(name(EarNames.VERIFIER_ID));
    id.put(EarNames.VERIFIER_ID_MEMBERS.get(0), r.verifier().developer());
    id.put(EarNames.VERIFIER_ID_MEMBERS.get(1), r.verifier().build());
    r.status().ifPresent(s -> put(o, EarNames.STATUS, s.label()));
    nonces(o, r.nonces());
    r.rawEvidence()
        .filter(JsonNode::isArray) // the bytes of older profiles have no media type
        .ifPresent(e -> o.set(name(EarNames.RAW_EVIDENCE), e.deepCopy()));
    if (!r.topology().isEmpty()) {
      ObjectNode t = o.putObject(name(EarNames.DEVICE_TOPOLOGY));
      r.topology().forEach((a, beneath) -> beneath.forEach(t.withArrayProperty(a)::add));
    }
    ObjectNode submods = o.putObject(name(EarNames.SUBMODS));
    r.appraisals().forEach((label, a) -> appraisal(submods.putObject(label), a));
    EarReader.Read again = EarReader.read(o);
    if (again.result().isEmpty()) {
      throw new IllegalArgumentException("not an EAR: " + again.faults().get(0).detail());
    }
    return o;
  }

  /** The claims set in JCS form: what is hashed, stored and signed. */
  public static Bytes encode(AttestationResult r) {
    return Jcs.encode(write(r));
  }

  /**
   * A signed token for relying parties.
   *
   * @param algorithm JOSE name of what the signer makes: ES256, ES384, PS256, EdDSA, …
   * @param keyId by which relying parties find the key
   * @param signer makes the signature, r and s side by side for ECDSA
   */
  public static Bytes sign(
      AttestationResult r, String algorithm, String keyId, UnaryOperator<Bytes> signer) {
    ObjectNode header = Json.object();
    // RFC 7515 §4.1.9: "application/" is left out.
    header.put("alg", algorithm).put("kid", keyId).put("typ", "eat+jwt");
    return CompactJws.make(header, encode(r), signer);
  }

  private static void appraisal(ObjectNode o, AttesterAppraisal a) {
    put(o, EarNames.STATUS, a.status().label());
    if (!a.vector().isEmpty()) {
      o.set(name(EarNames.TRUSTWORTHINESS_VECTOR), a.vector().toJson());
    }
    if (!a.policyIds().isEmpty()) {
      ArrayNode ids = o.putArray(name(EarNames.POLICY_IDS));
      a.policyIds().forEach(ids::add);
    }
    nonces(o, a.nonces());
    a.evidenceProfile().ifPresent(p -> put(o, EarNames.PROFILE, p));
    claims(o, EarNames.ATTESTER_CLAIMS, a.attesterClaims());
    claims(o, EarNames.VERIFIER_CLAIMS, a.verifierClaims());
  }

  private static void nonces(ObjectNode o, List<String> nonces) {
    if (nonces.size() == 1) {
      put(o, EarNames.NONCE, nonces.get(0));
    } else if (!nonces.isEmpty()) {
      ArrayNode a = o.putArray(name(EarNames.NONCE));
      nonces.forEach(a::add);
    }
  }

  private static void claims(ObjectNode o, EarNames name, Claims claims) {
    if (!claims.isEmpty()) {
      o.set(name(name), claims.toJson());
    }
  }

  private static void put(ObjectNode o, EarNames name, String value) {
    o.put(name(name), value);
  }

  private static String name(EarNames name) {
    return name.in(EarProfile.EAR_04);
  }
}
