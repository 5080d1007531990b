/** Run-time measurement lists of the Linux Integrity Measurement Architecture. */
@NullMarked
package dev.attestry.scheme.ima;

import org.jspecify.annotations.NullMarked;
