/** Measured-boot event logs (TCG PC Client Platform Firmware Profile): replay and meaning. */
@NullMarked
package dev.attestry.scheme.eventlog;

import org.jspecify.annotations.NullMarked;
