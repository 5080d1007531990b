/** Appraisal policies, and the appraisal of verified evidence under them. */
@NullMarked
package dev.attestry.appraisal;

import org.jspecify.annotations.NullMarked;
