/** Integrity events of Shielded and Confidential VMs in Cloud Logging: a verdict without proof. */
@NullMarked
package dev.attestry.scheme.shieldedlog;

import org.jspecify.annotations.NullMarked;
