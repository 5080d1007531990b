/** What things cost here, beside what they cost elsewhere on the same core in the same run. */
@NullMarked
package dev.attestry.bench;

import org.jspecify.annotations.NullMarked;
