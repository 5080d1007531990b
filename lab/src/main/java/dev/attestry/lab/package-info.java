/**
 * Attesters with their own throw-away PKI, for tests, the demo and benchmarks. Nothing here is ever
 * trusted by the built-in anchors.
 */
@NullMarked
package dev.attestry.lab;

import org.jspecify.annotations.NullMarked;
