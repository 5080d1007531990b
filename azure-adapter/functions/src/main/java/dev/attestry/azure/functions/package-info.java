/**
 * The functions as Azure Functions runs them: methods that its triggers call, thin over the work
 * that is the same in each cloud.
 */
@NullMarked
package dev.attestry.azure.functions;

import org.jspecify.annotations.NullMarked;
