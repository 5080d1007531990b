/** Bytes and the strict, bounded readers that every wire format parser is built on. */
@NullMarked
package dev.attestry.codec;

import org.jspecify.annotations.NullMarked;
