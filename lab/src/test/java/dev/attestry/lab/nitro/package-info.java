/** Attestation documents made in the lab, right ones and wrong ones, under the real verifier. */
@NullMarked
package dev.attestry.lab.nitro;

import org.jspecify.annotations.NullMarked;
