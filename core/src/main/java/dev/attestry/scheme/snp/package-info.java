/** AMD SEV-SNP attestation reports (AMD 56860) with their VCEK or VLEK chain (AMD 57230). */
@NullMarked
package dev.attestry.scheme.snp;

import org.jspecify.annotations.NullMarked;
