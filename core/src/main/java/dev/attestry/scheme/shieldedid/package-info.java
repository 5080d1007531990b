/** The identity of a Shielded VM: the keys of its vTPM as the Compute Engine API gives them. */
@NullMarked
package dev.attestry.scheme.shieldedid;

import org.jspecify.annotations.NullMarked;
