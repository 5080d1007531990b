/** How evidence is pulled from machines in Google Cloud. */
@NullMarked
package dev.attestry.gcp.evidence;

import org.jspecify.annotations.NullMarked;
