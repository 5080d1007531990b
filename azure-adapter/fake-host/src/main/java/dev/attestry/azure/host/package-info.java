/**
 * A fake of the Azure Functions host, since the real one could not be had: it runs the very folder
 * that is deployed, as a process of its own. Written from the documentation of {@code
 * function.json}, {@code host.json} and the triggers.
 */
@NullMarked
package dev.attestry.azure.host;

import org.jspecify.annotations.NullMarked;
