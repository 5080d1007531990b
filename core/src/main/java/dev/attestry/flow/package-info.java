/** The map of data flows, and what the results of their components make of each flow. */
@NullMarked
package dev.attestry.flow;

import org.jspecify.annotations.NullMarked;
