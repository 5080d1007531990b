/**
 * The work of the functions, the same in each cloud: what a schedule, an event or a queue starts.
 * Handlers of a cloud read its messages, call this, and answer.
 */
@NullMarked
package dev.attestry.function;

import org.jspecify.annotations.NullMarked;
