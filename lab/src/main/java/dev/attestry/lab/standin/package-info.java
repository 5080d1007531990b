/**
 * Servers that stand in for cloud services in tests: other people's, installed by {@code
 * tools/get-stand-in}, and fakes of ours for what those do not have. What each does not enforce is
 * in {@code docs/never-tried-on-the-real-thing.md}.
 */
@NullMarked
package dev.attestry.lab.standin;

import org.jspecify.annotations.NullMarked;
