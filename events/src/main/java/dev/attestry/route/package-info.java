/** Ways to evidence that are the same in every cloud. */
@NullMarked
package dev.attestry.route;

import org.jspecify.annotations.NullMarked;
