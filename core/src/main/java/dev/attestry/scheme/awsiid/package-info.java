/** Instance identity documents of Amazon EC2. */
@NullMarked
package dev.attestry.scheme.awsiid;

import org.jspecify.annotations.NullMarked;
