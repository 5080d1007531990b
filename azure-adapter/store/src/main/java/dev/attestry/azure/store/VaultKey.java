package dev.attestry.azure.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a key in Key Vault: {@code https://NAME.vault.azure.net/keys/NAME/VERSION}, the
 * identifier that Azure shows.
 *
 * @param vault its address
 */
public record VaultKey(String vault, String name, String version) {

  private static final Pattern IDENTIFIER =
      Pattern.compile("(https://[^/]+)/keys/([0-9A-Za-z-]{1,127})/([0-9a-f]{32})");

  /**
   * Reads an identifier.
   *
   * @throws IllegalArgumentException if it is none; without its version a key's name comes to mean
   *     another key when the vault rotates it
   */
  public static VaultKey of(String identifier) {
    Matcher m = IDENTIFIER.matcher(identifier);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "no version of a vault's key: "
              + identifier
              + "; https://VAULT/keys/NAME/VERSION expected");
    }
    return new VaultKey(m.group(1), m.group(2), m.group(3));
  }

  @Override
  public String toString() {
    return vault + "/keys/" + name + "/" + version;
  }
}
