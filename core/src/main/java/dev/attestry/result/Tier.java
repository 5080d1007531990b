package dev.attestry.result;

import java.util.Arrays;
import java.util.Optional;

/** How far an attester can be trusted (AR4SI section 2.3, EAR section 3.2), best asserted first. */
public enum Tier {
  /** No claim. Never good: what must be shown and is not fails. */
  NONE("none", 0),
  AFFIRMING("affirming", 2),
  WARNING("warning", 32),
  CONTRAINDICATED("contraindicated", 96);

  private final String label;
  private final int cbor;

  Tier(String label, int cbor) {
    this.label = label;
    this.cbor = cbor;
  }

  /** As JSON writes it. */
  public String label() {
    return label;
  }

  /** As CBOR writes it. */
  int cbor() {
    return cbor;
  }

  /** The tier with this name. */
  public static Optional<Tier> ofLabel(String label) {
    return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
  }

  static Optional<Tier> ofCbor(long number) {
    return Arrays.stream(values()).filter(t -> t.cbor == number).findFirst();
  }

  /** The tier that a value of a vector lies in (AR4SI section 2.3.2: signed, eight bits). */
  public static Tier ofValue(int value) {
    if (value < -128 || value > 127) {
      throw new IllegalArgumentException("a trustworthiness value has eight bits: " + value);
    }
    if (value >= -1 && value <= 1) {
      return NONE;
    }
    int size = value < 0 ? -value - 1 : value;
    return size < 32 ? AFFIRMING : size < 96 ? WARNING : CONTRAINDICATED;
  }

  /** The worse of two, in the order none, affirming, warning, contraindicated. */
  public Tier worse(Tier other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether this is at least as good as what is required; none never is. */
  public boolean meets(Tier required) {
    return this != NONE && compareTo(required) <= 0;
  }
}
