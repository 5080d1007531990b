package dev.attestry.sweep;

import dev.attestry.chain.Basis;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Located;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import dev.attestry.flow.Hop;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.EarCodec;
import dev.attestry.result.Tier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads from the entries of a log how each component of a flow map stands. */
public final class Hops {

  private Hops() {}

  /** How the components stand by their newest entries; one that never had an entry is left out. */
  public static Map<String, Hop> of(FlowMap map, Basis basis) {
    Map<String, Hop> hops = new HashMap<>();
    for (Component c : map.components()) {
      basis.newest(c.name()).flatMap(l -> of(c.name(), l)).ifPresent(h -> hops.put(c.name(), h));
    }
    return hops;
  }

  /** What one entry says about its component; empty if it is neither result nor gap. */
  public static Optional<Hop> of(String component, Located entry) {
    return switch (entry.entry().content()) {
      case ResultContent r -> Optional.of(result(component, r, entry));
      case GapContent g ->
          Optional.of(
              Hop.gap(component, entry.written(), Optional.empty(), "no answer: " + g.reason()));
      default -> Optional.empty();
    };
  }

  /** The appraisal that a result holds; empty if its claims are no attestation result. */
  public static Optional<AttestationResult.AttesterAppraisal> appraisal(ResultContent r) {
    try {
      return EarCodec.read(Json.readObject("EAR", r.ear())).appraisals().values().stream()
          .findFirst();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static Hop result(String component, ResultContent r, Located at) {
    Optional<AttestationResult.AttesterAppraisal> a = appraisal(r);
    if (a.isEmpty()) {
      return Hop.gap(component, at.written(), Optional.empty(), "its result cannot be read");
    }
    String reason = a.get().verifierClaims().text("/attestry.reason").orElse("");
    Tier tier = a.get().status();
    return tier == Tier.NONE
        ? Hop.gap(component, at.written(), Optional.empty(), reason)
        : Hop.of(
            component,
            tier,
            a.get().verifierClaims().flag("/attestry.expected").orElse(false),
            at.written(),
            reason);
  }
}
