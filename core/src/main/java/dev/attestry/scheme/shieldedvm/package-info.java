/** A Shielded VM: the identity of its vTPM, and a quote and boot log under that identity's key. */
@NullMarked
package dev.attestry.scheme.shieldedvm;

import org.jspecify.annotations.NullMarked;
