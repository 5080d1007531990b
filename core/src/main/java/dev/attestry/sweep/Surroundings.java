package dev.attestry.sweep;

import dev.attestry.crypto.Crypto;
import dev.attestry.result.AttestationResult.VerifierId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a sweep takes from outside.
 *
 * @param executor runs two tasks for each target; of virtual threads, best
 * @param random salts of challenges and packs; must not be predictable
 * @param timeout how long one attester may take
 * @param atOnce how many attesters are asked at the same time
 */
public record Surroundings(
    EvidenceSource source,
    ExecutorService executor,
    InstantSource clock,
    RandomGenerator random,
    Crypto crypto,
    VerifierId verifier,
    Duration timeout,
    int atOnce) {}
