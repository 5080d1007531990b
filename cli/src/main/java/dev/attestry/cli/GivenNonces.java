package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Slots;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code --nonce} says: one nonce, or for composites one for each part, as PART=HEX. */
final class GivenNonces {

  private final Scheme scheme;
  private final Recipe recipe;
  private final TreeMap<String, Bytes> values = new TreeMap<>();

  private GivenNonces(Scheme scheme) {
    this.scheme = scheme;
    this.recipe = scheme.recipe();
  }

  static Slots read(Scheme scheme, List<String> given) throws UserError {
    GivenNonces nonces = new GivenNonces(scheme);
    for (String one : given) {
      nonces.add(one);
    }
    return new Slots(nonces.values);
  }

  /** The options that would give what nothing was given for. */
  static List<String> missing(Scheme scheme, Slots given) {
    GivenNonces nonces = new GivenNonces(scheme);
    return nonces.recipe.slots().keySet().stream()
        .filter(part -> given.part(part).whole().isEmpty())
        .map(nonces::option)
        .toList();
  }

  private void add(String given) throws UserError {
    int equals = given.indexOf('=');
    String part = part(equals < 0 ? "" : given.substring(0, equals));
    Slot slot = Objects.requireNonNull(recipe.slots().get(part));
    Bytes nonce = hex(given.substring(equals + 1), slot);
    if (!slot.holds(nonce)) {
      throw new UserError(
          "--nonce is "
              + nonce.length()
              + (nonce.length() == 1 ? " byte" : " bytes")
              + "; the slot of "
              + (part.isEmpty() ? "" : part + " in ")
              + scheme.name()
              + " holds "
              + slot.capacity(),
          "give the nonce exactly as it was sent to the attester, two digits a byte.");
    }
    if (values.put(part, nonce) != null) {
      throw new UserError(
          "--nonce is given twice" + (part.isEmpty() ? "" : " for " + part), "give it once.");
    }
  }

  private String part(String named) throws UserError {
    if (recipe.slots().containsKey(named)) {
      return named;
    }
    if (named.isEmpty() && recipe.onlyPart().isPresent()) {
      return recipe.onlyPart().get();
    }
    String why =
        named.isEmpty()
            ? " names no part; each part of " + scheme.name() + " answers a nonce of its own"
            : " " + named + "=…: " + scheme.name() + " answers in no part of that name";
    throw new UserError("--nonce" + why, "give " + options() + ".");
  }

  private static Bytes hex(String text, Slot slot) throws UserError {
    if (!text.matches("([0-9a-fA-F]{2})+")) {
      throw new UserError(
          "--nonce is not hexadecimal, or not whole bytes: "
              + text.length()
              + " characters; the slot holds "
              + slot.capacity(),
          "give two hexadecimal digits a byte, exactly as it was sent to the attester.");
    }
    return Bytes.ofHex(text);
  }

  private String options() {
    return recipe.slots().keySet().stream().map(this::option).collect(Collectors.joining(" and "));
  }

  private String option(String part) {
    return "--nonce " + (recipe.onlyPart().isPresent() ? "" : part + "=") + "HEX";
  }
}
