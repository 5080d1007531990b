/** What it costs to start a program anew, until its first work is done. */
@NullMarked
package dev.attestry.lab.cold;

import org.jspecify.annotations.NullMarked;
