package dev.attestry.chain;

/**
 * What a shard's readers judge entries by.
 *
 * @param challengeSpan most leaves between a challenge and its entry, as genesis says
 * @param rules all of them, outside of tests
 */
record Terms(long challengeSpan, Rules rules) {}
