/**
 * The two stores that the chain asks for, the ones that are a local directory, and what the stores
 * of providers have in common: versions, alarms, what a look at a bucket finds.
 */
@NullMarked
package dev.attestry.bucket;

import org.jspecify.annotations.NullMarked;
