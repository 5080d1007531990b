/** TPM 2.0 quotes: signature, attestation key, PCRs, and the logs they cover. */
@NullMarked
package dev.attestry.scheme.tpm;

import org.jspecify.annotations.NullMarked;
