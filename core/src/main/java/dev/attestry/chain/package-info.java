/**
 * The chain: entries in commits in a write-once bucket, judged by everyone by the same rules; the
 * RFC 6962 tree over them, notes, checkpoints, tiles and packs.
 *
 * <p>Start with {@link dev.attestry.chain.Chain}. "chain §2.3" in a comment means rule 3 of section
 * 2 of the chain's rules, which docs/formats/chain.md retells with every byte.
 */
@NullMarked
package dev.attestry.chain;

import org.jspecify.annotations.NullMarked;
