/** How a program of your own uses core. */
@NullMarked
package dev.attestry.examples.embed;

import org.jspecify.annotations.NullMarked;
