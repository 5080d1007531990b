/**
 * What providers say happened, read into one value, and which components it concerns. Events are
 * not signed: they cause checks and nothing else. See docs/events.md.
 */
@NullMarked
package dev.attestry.events;

import org.jspecify.annotations.NullMarked;
