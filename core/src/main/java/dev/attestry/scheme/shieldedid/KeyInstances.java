package dev.attestry.scheme.shieldedid;

import java.util.List;
import java.util.stream.Collectors;

/** Which instances the certificates of one identity name; those not of production name none. */
final class KeyInstances {

  private final List<GceInstance> named;
  private final List<ShieldedIdentity.Key> nameless;
  private final List<ShieldedIdentity.Key> others;

  KeyInstances(List<ShieldedIdentity.Key> certified) {
    this.named =
        certified.stream()
            .flatMap(k -> k.instance().stream())
            .filter(GceInstance::production)
            .distinct()
            .toList();
    this.nameless = certified.stream().filter(k -> k.instance().isEmpty()).toList();
    this.others =
        certified.stream()
            .filter(k -> k.instance().filter(i -> !i.production()).isPresent())
            .toList();
  }

  /** Each instance once. */
  List<GceInstance> named() {
    return named;
  }

  /** Whether every certificate names the same. */
  boolean agree() {
    return named.size() == 1 && nameless.isEmpty() && others.isEmpty();
  }

  String whyNone() {
    return others.isEmpty()
        ? "no certificate names an instance: older vTPM or none"
        : notOfProduction();
  }

  String disagreement() {
    if (named.size() > 1) {
      return "the certificates must name one instance, they name "
          + named.stream().map(GceInstance::instanceId).collect(Collectors.joining(", "));
    }
    String expected = "all must name instance " + named.get(0).instanceId() + ", ";
    return expected
        + (nameless.isEmpty()
            ? notOfProduction()
            : "the certificate names none: " + fields(nameless));
  }

  private String notOfProduction() {
    return "the certificate does not say that its instance is of production, so it counts as naming"
        + " none: "
        + fields(others);
  }

  private static String fields(List<ShieldedIdentity.Key> keys) {
    return keys.stream().map(k -> k.slot().field()).collect(Collectors.joining(", "));
  }
}
