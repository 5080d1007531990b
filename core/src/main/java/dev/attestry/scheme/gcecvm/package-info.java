/** Confidential VMs of Google on SNP or TDX, with Google's endorsement of their firmware. */
@NullMarked
package dev.attestry.scheme.gcecvm;

import org.jspecify.annotations.NullMarked;
