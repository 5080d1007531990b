/** One sweep: plan, challenge, collect, verify, appraise, append. */
@NullMarked
package dev.attestry.sweep;

import org.jspecify.annotations.NullMarked;
