/** Recomputes a log from its bytes alone and names what is wrong. */
@NullMarked
package dev.attestry.audit;

import org.jspecify.annotations.NullMarked;
