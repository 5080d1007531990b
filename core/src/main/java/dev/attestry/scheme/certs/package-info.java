/** A certificate chain by itself, with a revocation list beside it. */
@NullMarked
package dev.attestry.scheme.certs;

import org.jspecify.annotations.NullMarked;
