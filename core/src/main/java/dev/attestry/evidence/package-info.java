/** Evidence, challenges, findings, and the port that every evidence scheme implements. */
@NullMarked
package dev.attestry.evidence;

import org.jspecify.annotations.NullMarked;
