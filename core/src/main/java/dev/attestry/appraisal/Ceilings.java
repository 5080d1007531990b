package dev.attestry.appraisal;

import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.EXECUTABLES;
import static dev.attestry.result.TrustClaim.FILE_SYSTEM;
import static dev.attestry.result.TrustClaim.HARDWARE;
import static dev.attestry.result.TrustClaim.INSTANCE_IDENTITY;
import static dev.attestry.result.TrustClaim.PROVIDER_ASSERTED;
import static dev.attestry.result.TrustClaim.RUNTIME_OPAQUE;
import static dev.attestry.result.TrustClaim.STORAGE_OPAQUE;
import static dev.attestry.result.TrustClaim.THIRD_PARTY;

import dev.attestry.evidence.EvidenceClass;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import dev.attestry.result.TrustVector;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The best that evidence of a class, or of one scheme, may claim. A policy may lower these and can
 * raise none: the worst of them counts.
 */
final class Ceilings {

  /** Why a claim is no better than a warning, as policies accept it by name. */
  enum Cause {
    PROVIDER_ASSERTED("provider-asserted"),
    THIRD_PARTY("third-party"),
    UNMEASURED_BOOT("unmeasured-boot"),
    CLASS_CEILING("class-ceiling");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Optional<Cause> ofLabel(String label) {
      for (Cause c : values()) {
        if (c.label.equals(label)) {
          return Optional.of(c);
        }
      }
      return Optional.empty();
    }
  }

  /** A vector under its ceilings, and why what is a warning there was capped. */
  record Capped(TrustVector vector, Set<Cause> causes) {}

  private static final Map<EvidenceClass, Map<TrustClaim, Integer>> BY_CLASS =
      Map.of(
          EvidenceClass.H1, hardware(2, 2),
          EvidenceClass.H1V, hardware(2, 2),
          EvidenceClass.H2, hardware(2, 32),
          EvidenceClass.H3, hardware(2, 0),
          EvidenceClass.P1, all(2),
          EvidenceClass.A1, Map.of(CONFIGURATION, PROVIDER_ASSERTED, STORAGE_OPAQUE, 32),
          EvidenceClass.T1, all(THIRD_PARTY));

  /** Schemes that measure a firmware which is the same for everybody, and nothing that it boots. */
  private static final Set<String> FIRMWARE_ONLY = Set.of("gce-sev-snp");

  /** AR4SI: there are executables that are not recognised. */
  private static final int UNRECOGNISED = 33;

  private Ceilings() {}

  /** Whether evidence of this scheme says nothing of what the firmware boots. */
  static boolean firmwareOnly(String scheme) {
    return FIRMWARE_ONLY.contains(scheme);
  }

  /** The best value that a class may claim; empty where it can claim nothing. */
  static Optional<Integer> of(EvidenceClass evidenceClass, TrustClaim claim) {
    return Optional.ofNullable(BY_CLASS.getOrDefault(evidenceClass, Map.of()).get(claim));
  }

  /** The claims that a class can make. */
  static Set<TrustClaim> claims(EvidenceClass evidenceClass) {
    return BY_CLASS.getOrDefault(evidenceClass, Map.of()).keySet();
  }

  /**
   * Caps a vector of a scheme's evidence. A claim that the class cannot make falls away if it is
   * good; a bad one stays, whoever made it.
   */
  static Capped cap(
      TrustVector vector,
      String scheme,
      EvidenceClass evidenceClass,
      Map<TrustClaim, Integer> ofPolicy) {
    TrustVector out = vector;
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    for (Map.Entry<TrustClaim, Integer> claim : vector.values().entrySet()) {
      Tier tier = Tier.ofValue(claim.getValue());
      boolean unmeasured = firmwareOnly(scheme) && claim.getKey() == EXECUTABLES;
      int most = worse(of(evidenceClass, claim.getKey()).orElse(0), ofPolicy.get(claim.getKey()));
      int ceiling = unmeasured ? worse(UNRECOGNISED, most) : most;
      if (tier != Tier.AFFIRMING || Tier.ofValue(ceiling) == Tier.AFFIRMING) {
        continue;
      }
      out = out.with(claim.getKey(), ceiling);
      if (Tier.ofValue(ceiling) == Tier.WARNING) {
        if (unmeasured) {
          causes.add(Cause.UNMEASURED_BOOT);
        }
        if (!unmeasured || Tier.ofValue(most) == Tier.WARNING) {
          causes.add(cause(most));
        }
      }
    }
    return new Capped(out, causes);
  }

  /** No claim is lower than any claim; else the worse tier. */
  private static int worse(int ofClass, @org.jspecify.annotations.Nullable Integer ofPolicy) {
    if (ofPolicy == null || ofClass == 0) {
      return ofClass;
    }
    boolean lowers = ofPolicy == 0 || Tier.ofValue(ofPolicy).compareTo(Tier.ofValue(ofClass)) > 0;
    return lowers ? ofPolicy : ofClass;
  }

  private static Cause cause(int ceiling) {
    return switch (ceiling) {
      case PROVIDER_ASSERTED -> Cause.PROVIDER_ASSERTED;
      case THIRD_PARTY -> Cause.THIRD_PARTY;
      default -> Cause.CLASS_CEILING;
    };
  }

  private static Map<TrustClaim, Integer> hardware(int best, int runtimeOpaque) {
    EnumMap<TrustClaim, Integer> m = new EnumMap<>(TrustClaim.class);
    m.put(HARDWARE, best);
    m.put(EXECUTABLES, 3);
    m.put(FILE_SYSTEM, 2);
    m.put(CONFIGURATION, 2);
    m.put(INSTANCE_IDENTITY, 2);
    if (runtimeOpaque != 0) {
      m.put(RUNTIME_OPAQUE, runtimeOpaque);
    }
    return m;
  }

  private static Map<TrustClaim, Integer> all(int best) {
    EnumMap<TrustClaim, Integer> m = new EnumMap<>(TrustClaim.class);
    for (TrustClaim c : TrustClaim.values()) {
      if (c != TrustClaim.SOURCED_DATA) {
        m.put(c, best);
      }
    }
    return m;
  }
}
