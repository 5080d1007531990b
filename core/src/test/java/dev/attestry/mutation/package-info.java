/** Evidence and collateral with one byte changed: what may live, and what that share is. */
@NullMarked
package dev.attestry.mutation;

import org.jspecify.annotations.NullMarked;
