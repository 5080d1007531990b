/** TPM 2.0 structures that several schemes read: TPMS_ATTEST, PCR selections, PCR values. */
@NullMarked
package dev.attestry.scheme.tcg;

import org.jspecify.annotations.NullMarked;
