package dev.attestry.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.CborReader;
import dev.attestry.codec.CoseSign1;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies a signed EAR, as JWT or CWT, under a key that the caller trusts. Keys that the token
 * brings along are never looked at.
 */
public final class EarVerifier {

  private final Crypto crypto;
  private final Optional<Instant> time;
  private final List<Finding> findings = new ArrayList<>();
  private Optional<AttestationResult> result = Optional.empty();

  private EarVerifier(Crypto crypto, Optional<Instant> time) {
    this.crypto = crypto;
    this.time = time;
  }

  /**
   * What was found.
   *
   * @param result the content, if it is well formed; to be believed only if verification says
   *     verified
   */
  public record Answer(Verification verification, Optional<AttestationResult> result) {}

  /** Verifies a JWT, or a CWT where the first byte is not one of text. */
  public static Answer verify(
      Bytes token, Optional<PublicKey> key, Optional<Instant> time, Crypto crypto) {
    EarVerifier v = new EarVerifier(crypto, time);
    try {
      if (!token.isEmpty() && token.u8(0) < 0x80) {
        v.jwt(CompactJws.parse("EAR token", token), key);
      } else {
        v.cwt(CoseSign1.parse("EAR token", token), key);
      }
    } catch (MalformedInput e) {
      v.add(EarCheck.PARSE, Outcome.FAILED, String.valueOf(e.getMessage()));
    }
    return v.answer();
  }

  /**
   * Reads an unsigned claims set, in JSON or CBOR. However well formed, it never counts as a
   * result: the answer is inconclusive at best.
   */
  public static Answer unsigned(Bytes claims, Optional<Instant> time, Crypto crypto) {
    EarVerifier v = new EarVerifier(crypto, time);
    try {
      v.claims(
          !claims.isEmpty() && claims.u8(0) < 0x80
              ? Json.readObject("EAR claims set", claims)
              : EarCbor.toJson(CborReader.read("EAR claims set", claims)));
      v.add(EarCheck.SIGNATURE, Outcome.SKIPPED, "the claims set is not signed");
    } catch (MalformedInput e) {
      v.add(EarCheck.PARSE, Outcome.FAILED, String.valueOf(e.getMessage()));
    }
    return v.answer();
  }

  private void jwt(CompactJws jws, Optional<PublicKey> key) throws MalformedInput {
    boolean taken =
        require(
            EarCheck.ALGORITHM,
            jws.algorithm().isPresent(),
            jws.algorithm().orElse(""),
            "the algorithm is not one of ES256, ES384, ES512, PS256, PS384, PS512, EdDSA");
    require(
        EarCheck.CRITICAL,
        !jws.demandsExtension(),
        "no extension is demanded",
        "crit demands an extension that is not understood");
    signature(taken, key, k -> jws.verifies(crypto, k));
    claims(Json.readObject("EAR claims set", jws.payload()));
  }

  private void cwt(CoseSign1 cose, Optional<PublicKey> key) throws MalformedInput {
    Optional<SignatureAlgorithm> algorithm = cose.algorithm().flatMap(EarVerifier::algorithm);
    boolean taken =
        require(
            EarCheck.ALGORITHM,
            algorithm.isPresent(),
            "COSE algorithm " + cose.algorithm().orElse(0L),
            "the protected algorithm is not an ES, PS or EdDSA one");
    Optional<String> critical = cose.criticalProblem(Set.of());
    require(EarCheck.CRITICAL, critical.isEmpty(), "no extension is demanded", critical.orElse(""));
    signature(taken, key, k -> holds(algorithm.orElseThrow(), k, cose));
    claims(EarCbor.toJson(CborReader.read("EAR claims set", cose.payload())));
  }

  /** RFC 9053 §2, tables 1, 2 and of RFC 8230: the allow-list. */
  private static Optional<SignatureAlgorithm> algorithm(long id) {
    return switch (Math.toIntExact(Math.max(-1000, Math.min(1000, id)))) {
      case -7 -> Optional.of(SignatureAlgorithm.ECDSA_SHA256);
      case -35 -> Optional.of(SignatureAlgorithm.ECDSA_SHA384);
      case -36 -> Optional.of(SignatureAlgorithm.ECDSA_SHA512);
      case -37 -> Optional.of(SignatureAlgorithm.PSS_SHA256);
      case -38 -> Optional.of(SignatureAlgorithm.PSS_SHA384);
      case -39 -> Optional.of(SignatureAlgorithm.PSS_SHA512);
      case -8 -> Optional.of(SignatureAlgorithm.ED25519);
      default -> Optional.empty();
    };
  }

  private boolean holds(SignatureAlgorithm algorithm, PublicKey key, CoseSign1 cose) {
    if (algorithm.family() != SignatureAlgorithm.Family.ECDSA) {
      return crypto.verifies(algorithm, key, cose.signature(), cose.toBeSigned());
    }
    // RFC 9053 §2.1: r and s side by side, each of the length of the key.
    Bytes der = EcdsaSignature.derOfRaw(cose.signature(), EcdsaSignature.width(key));
    return crypto.verifies(algorithm, key, der, cose.toBeSigned());
  }

  private interface Signature {
    boolean holds(PublicKey key);
  }

  private void signature(boolean algorithmTaken, Optional<PublicKey> key, Signature signature) {
    if (!algorithmTaken) {
      add(EarCheck.SIGNATURE, Outcome.SKIPPED, "no algorithm to check it with");
    } else if (key.isEmpty()) {
      add(EarCheck.SIGNATURE, Outcome.SKIPPED, "no trusted key was given");
    } else {
      require(
          EarCheck.SIGNATURE,
          signature.holds(key.get()),
          "holds under the trusted key",
          "does not hold under the trusted key");
    }
  }

  private void claims(ObjectNode claims) {
    EarReader.Read read = EarReader.read(claims);
    for (EarCheck check : EarCheck.values()) {
      List<EarReader.Fault> faults =
          read.faults().stream().filter(f -> f.check() == check).toList();
      if (!faults.isEmpty()) {
        add(check, Outcome.FAILED, faults.get(0).detail());
      }
    }
    result = read.result();
    result.ifPresent(this::expiry);
    if (result.isPresent()) {
      add(EarCheck.PROFILE, Outcome.PASSED, "profile " + result.get().profile().uri());
    }
  }

  /** RFC 7519 §4.1.4: on or after this time it must not be accepted. */
  private void expiry(AttestationResult r) {
    if (r.expiresAt().isEmpty()) {
      add(EarCheck.EXPIRY, Outcome.NOT_APPLICABLE, "it says no end");
    } else if (time.isEmpty()) {
      add(EarCheck.EXPIRY, Outcome.SKIPPED, "no time of judgement was given");
    } else {
      String words = "valid until " + r.expiresAt().get() + ", judged at " + time.get();
      require(EarCheck.EXPIRY, time.get().isBefore(r.expiresAt().get()), words, words);
    }
  }

  private boolean require(EarCheck check, boolean holds, String passed, String failed) {
    add(check, holds ? Outcome.PASSED : Outcome.FAILED, holds ? passed : failed);
    return holds;
  }

  private void add(EarCheck check, Outcome outcome, String detail) {
    findings.add(new Finding(check, outcome, detail));
  }

  private Answer answer() {
    Claims claims =
        result.map(r -> Claims.of(c -> c.setAll(EarCodec.write(r)))).orElse(Claims.NONE);
    return new Answer(
        new Verification(
            "ear",
            Optional.empty(),
            Profile.AS_GIVEN,
            EvidenceClass.P1,
            claims,
            findings,
            List.of()),
        result);
  }
}
