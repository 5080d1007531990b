package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.util.Optional;

/**
 * What a reader brings along.
 *
 * @param genesis SHA-256 of the genesis to expect; without it the log is whatever the bucket says
 * @param crypto checks signatures
 * @param home what this machine saw before
 */
public record Trust(Optional<Bytes> genesis, Crypto crypto, Home home) {}
