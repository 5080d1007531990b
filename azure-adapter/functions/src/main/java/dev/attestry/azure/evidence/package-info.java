/** Evidence of machines in Azure, pulled through Azure's own interfaces. */
@NullMarked
package dev.attestry.azure.evidence;

import org.jspecify.annotations.NullMarked;
