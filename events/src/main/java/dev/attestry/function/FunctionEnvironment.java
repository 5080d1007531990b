package dev.attestry.function;

import java.util.Map;
import java.util.Optional;

/** Environment variables; an empty one counts as missing. */
public record FunctionEnvironment(Map<String, String> variables) {

  public FunctionEnvironment {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static FunctionEnvironment ofProcess() {
    return new FunctionEnvironment(System.getenv());
  }

  /**
   * What a function cannot do without.
   *
   * @throws IllegalArgumentException if it is missing
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("environment: " + name + " is missing"));
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(v -> !v.isEmpty());
  }
}
