/** The two stores that the chain asks for, and the ones that are a local directory. */
@NullMarked
package dev.attestry.bucket;

import org.jspecify.annotations.NullMarked;
