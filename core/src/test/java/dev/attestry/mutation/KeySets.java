package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.JwkSet;
import java.util.Optional;

/** What of a set of keys may differ and mean the same. */
final class KeySets {

  /** The quote that Azure Attestation has in the certificates of its keys. */
  private static final String QUOTE = "1.3.6.1.4.1.311.105.1";

  private KeySets() {}

  static boolean sameKeys(Mutant m) throws MalformedInput {
    JwkSet one = JwkSet.parse("before", m.original());
    JwkSet other = JwkSet.parse("after", m.bytes());
    if (one.keys().size() != other.keys().size()) {
      return false;
    }
    for (int i = 0; i < one.keys().size(); i++) {
      if (!same(one.keys().get(i), other.keys().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The extension has another name, and the key comes without the quote of its enclave. */
  static boolean sameKeysWithoutTheirQuote(Mutant m) throws MalformedInput {
    JwkSet one = JwkSet.parse("before", m.original());
    JwkSet other = JwkSet.parse("after", m.bytes());
    return one.keys().stream()
            .map(JwkSet.Jwk::key)
            .toList()
            .equals(other.keys().stream().map(JwkSet.Jwk::key).toList())
        && other.keys().stream().allMatch(k -> quote(k).isEmpty());
  }

  private static boolean same(JwkSet.Jwk one, JwkSet.Jwk other) {
    Optional<Bytes> before = quote(one);
    Optional<Bytes> after = quote(other);
    return one.kid().equals(other.kid())
        && one.key().equals(other.key())
        && (before.equals(after)
            || before.isPresent()
                && after.isPresent()
                && PemText.sameChain(before.get(), after.get()));
  }

  private static Optional<Bytes> quote(JwkSet.Jwk key) {
    return key.x5c().stream().findFirst().map(c -> c.getExtensionValue(QUOTE)).map(Bytes::of);
  }
}
