/**
 * The functions of all three clouds on one machine, in the runtimes that they are deployed to or in
 * what stands in for those, writing into one bucket. For people to look at; nothing here is part of
 * what is deployed.
 */
@NullMarked
package dev.attestry.examples.clouds;

import org.jspecify.annotations.NullMarked;
