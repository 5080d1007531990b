package dev.attestry.lab.cold;

import java.time.Duration;

/**
 * What a start took until its work was done.
 *
 * @param time from the start of the process on
 * @param cpu of the process, user and system
 */
public record Cost(Duration time, Duration cpu) {}
