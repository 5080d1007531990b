/** Attested documents of the Azure instance metadata service. */
@NullMarked
package dev.attestry.scheme.azureimds;

import org.jspecify.annotations.NullMarked;
