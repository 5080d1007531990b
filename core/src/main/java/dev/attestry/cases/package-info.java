/** Case files: one piece of evidence with all that judging it needs, as files in a folder. */
@NullMarked
package dev.attestry.cases;

import org.jspecify.annotations.NullMarked;
