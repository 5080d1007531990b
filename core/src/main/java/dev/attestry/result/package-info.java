/** Attestation Results: EAR tokens and the AR4SI trustworthiness vector. */
@NullMarked
package dev.attestry.result;

import org.jspecify.annotations.NullMarked;
