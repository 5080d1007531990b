/** AWS attestation documents: of Nitro Enclaves and of NitroTPM, which share COSE and PKI. */
@NullMarked
package dev.attestry.scheme.nitro;

import org.jspecify.annotations.NullMarked;
