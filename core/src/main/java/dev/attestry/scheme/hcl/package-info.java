/** Azure confidential VMs: a hardware report that binds the paravisor's vTPM, and its quote. */
@NullMarked
package dev.attestry.scheme.hcl;

import org.jspecify.annotations.NullMarked;
