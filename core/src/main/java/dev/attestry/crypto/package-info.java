/**
 * Digests, the allow-list of signature algorithms, certificate paths, and the choice of provider.
 */
@NullMarked
package dev.attestry.crypto;

import org.jspecify.annotations.NullMarked;
