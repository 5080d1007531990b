/** Tokens of Microsoft Azure Attestation: Azure's verdict on SGX, SNP, TDX and vTPM evidence. */
@NullMarked
package dev.attestry.scheme.maa;

import org.jspecify.annotations.NullMarked;
