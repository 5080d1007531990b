/** How evidence is pulled from machines in AWS. */
@NullMarked
package dev.attestry.aws.evidence;

import org.jspecify.annotations.NullMarked;
