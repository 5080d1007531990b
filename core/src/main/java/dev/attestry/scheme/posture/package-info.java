/** Posture: what a provider's API says of a resource that cannot attest itself. */
@NullMarked
package dev.attestry.scheme.posture;

import org.jspecify.annotations.NullMarked;
