/**
 * The chain: entries, commits, the RFC 6962 tree over them, notes, checkpoints, tiles and packs.
 */
@NullMarked
package dev.attestry.chain;

import org.jspecify.annotations.NullMarked;
