/** What vendors publish for verifiers: fetched, kept in the bucket, and given to checks. */
@NullMarked
package dev.attestry.collateral;

import org.jspecify.annotations.NullMarked;
