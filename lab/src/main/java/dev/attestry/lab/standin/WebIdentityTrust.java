package dev.attestry.lab.standin;

/**
 * Whose tokens a service takes, for whom and about whom. All three are pinned: none is a pattern.
 *
 * @param issuer its URL, character by character as it stands in the token
 * @param audience the one reader that the token is for
 * @param subject who it is about, as the issuer names it
 */
public record WebIdentityTrust(String issuer, String audience, String subject) {}
