/** Azure confidential VMs by their own report and quote, and by Azure's token about them. */
@NullMarked
package dev.attestry.scheme.azurecvm;

import org.jspecify.annotations.NullMarked;
