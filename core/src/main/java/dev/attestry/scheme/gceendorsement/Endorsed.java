package dev.attestry.scheme.gceendorsement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A measurement that somebody asks about.
 *
 * @param technology {@code sev-snp} or {@code tdx}: a value of one is none of the other
 * @param measurement in lower-case hexadecimal
 * @param vcpus where only the launch with so many vCPUs is meant
 */
record Endorsed(String technology, String measurement, Optional<Long> vcpus) {

  static Optional<Endorsed> stated(JsonNode expected) {
    if (!expected.isObject()) {
      return Optional.empty();
    }
    JsonNode vcpus = expected.path("vcpus");
    return Optional.of(
        new Endorsed(
            expected.path("technology").asText(),
            expected.path("measurement").asText().toLowerCase(Locale.ROOT),
            vcpus.isMissingNode() ? Optional.empty() : Optional.of(vcpus.asLong(-1))));
  }

  boolean isOneOf(GoldenMeasurement golden) {
    return switch (technology) {
      case "sev-snp" ->
          golden.sevSnp().stream()
              .flatMap(s -> s.measurements().stream())
              .filter(m -> vcpus.isEmpty() || vcpus.get() == m.vcpus())
              .anyMatch(m -> m.measurement().hex().equals(measurement));
      case "tdx" ->
          golden.tdx().stream()
              .flatMap(t -> t.measurements().stream())
              .anyMatch(m -> m.mrtd().hex().equals(measurement));
      default -> false;
    };
  }

  String words() {
    return "the " + technology + " measurement" + vcpus.map(n -> " of " + n + " vCPUs").orElse("");
  }
}
