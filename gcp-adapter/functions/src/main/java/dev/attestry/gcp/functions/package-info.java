/**
 * The functions as Cloud Run functions runs them: handlers that read a CloudEvent, call the work,
 * and fail where it must be delivered again.
 */
@NullMarked
package dev.attestry.gcp.functions;

import org.jspecify.annotations.NullMarked;
