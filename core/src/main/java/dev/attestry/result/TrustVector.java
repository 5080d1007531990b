package dev.attestry.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The AR4SI trustworthiness vector. A claim that is not there says nothing; the value 0 is the same
 * as absence and is not kept.
 */
public record TrustVector(Map<TrustClaim, Integer> values) {

  /** No claim at all. */
  public static final TrustVector EMPTY = new TrustVector(Map.of());

  public TrustVector {
    EnumMap<TrustClaim, Integer> copy = new EnumMap<>(TrustClaim.class);
    values.forEach(
        (claim, value) -> {
          Tier.ofValue(value); // refuses more than eight bits
          if (value != 0) {
            copy.put(claim, value);
          }
        });
    values = Collections.unmodifiableMap(copy);
  }

  public static TrustVector of(TrustClaim claim, int value) {
    return new TrustVector(Map.of(claim, value));
  }

  public Optional<Integer> get(TrustClaim claim) {
    return Optional.ofNullable(values.get(claim));
  }

  /** With this value instead of what the claim said. */
  public TrustVector with(TrustClaim claim, int value) {
    EnumMap<TrustClaim, Integer> copy = new EnumMap<>(TrustClaim.class);
    copy.putAll(values);
    copy.put(claim, value);
    return new TrustVector(copy);
  }

  /** Without the claim. */
  public TrustVector without(TrustClaim claim) {
    return with(claim, 0);
  }

  /** With this value, unless the claim already has one of a worse or the same tier. */
  public TrustVector worsened(TrustClaim claim, int value) {
    Integer now = values.get(claim);
    boolean worse = now == null || Tier.ofValue(value).compareTo(Tier.ofValue(now)) > 0;
    return worse ? with(claim, value) : this;
  }

  /** The worst tier of all claims; none if there is no claim. */
  public Tier tier() {
    return values.values().stream().map(Tier::ofValue).reduce(Tier.NONE, Tier::worse);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** As in an EAR: name to value, in the order of the claims' keys. */
  public ObjectNode toJson() {
    ObjectNode o = Json.object();
    values.forEach((claim, value) -> o.put(claim.label(), value));
    return o;
  }
}
