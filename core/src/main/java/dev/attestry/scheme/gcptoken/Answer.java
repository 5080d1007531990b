package dev.attestry.scheme.gcptoken;

import dev.attestry.codec.Bytes;
import java.util.Optional;

/** Whom a token answers, and what challenge. */
record Answer(GcpToken token, TokenKind kind, Optional<Bytes> nonce) {

  /** Where the challenge is to stand. */
  String slot() {
    return kind == TokenKind.INSTANCE_IDENTITY ? "aud" : "eat_nonce";
  }

  boolean holdsNonce() {
    return nonce.isPresent()
        && (kind == TokenKind.INSTANCE_IDENTITY
            ? !token.audience().equals(withoutNonce())
            : token.nonces().stream().anyMatch(this::isOurs));
  }

  boolean isFor(String audience) {
    return token.audience().equals(audience)
        || kind == TokenKind.INSTANCE_IDENTITY && withoutNonce().equals(audience);
  }

  /** An identity token has one slot for both: the audience, {@code #} and the challenge. */
  private String withoutNonce() {
    int hash = token.audience().lastIndexOf('#');
    if (isOurs(token.audience().substring(hash + 1))) {
      return token.audience().substring(0, Math.max(hash, 0));
    }
    return token.audience();
  }

  private boolean isOurs(String text) {
    return nonce.isPresent()
        && (text.equals(nonce.get().hex()) || Bytes.utf8(text).equals(nonce.get()));
  }
}
