/** The command line: {@code attestry}. Prints, asks the clock, and calls core. */
@NullMarked
package dev.attestry.cli;

import org.jspecify.annotations.NullMarked;
