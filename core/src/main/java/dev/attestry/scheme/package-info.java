/** The registry of evidence schemes. */
@NullMarked
package dev.attestry.scheme;

import org.jspecify.annotations.NullMarked;
