/** Google's launch endorsements: reference values for the firmware of confidential VMs. */
@NullMarked
package dev.attestry.scheme.gceendorsement;

import org.jspecify.annotations.NullMarked;
